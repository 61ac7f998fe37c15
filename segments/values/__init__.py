"""Cells as typed → typed values, and what failed; every distinct value is read once."""
