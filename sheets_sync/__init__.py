"""A spreadsheet in, a spreadsheet brought up to date: read, segment, plan, apply."""
