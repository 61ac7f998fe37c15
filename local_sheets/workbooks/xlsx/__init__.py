"""Excel workbooks: read part by part, written with xlsxwriter."""
