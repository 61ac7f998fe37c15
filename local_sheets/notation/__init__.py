"""What people type and see: numbers, dates, links and colours as text."""
