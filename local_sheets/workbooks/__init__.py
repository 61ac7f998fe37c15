"""Files that hold a workbook: .csv and .xlsx, in and out."""
