"""A spreadsheet in memory: tabs, rows, ranges, and what is anchored to them."""
