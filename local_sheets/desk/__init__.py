"""The desk: a page that shows spreadsheets, and the files it is made of."""
