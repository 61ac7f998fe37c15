"""What people type and see: numbers, dates, formulas, links and colours as text."""
