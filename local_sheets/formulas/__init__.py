"""Formulas: what they refer to, how that follows the grid, and what they come to."""
