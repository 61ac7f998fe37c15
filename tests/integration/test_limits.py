"""The limits of Sheets, and what disappears between a read and a write."""
