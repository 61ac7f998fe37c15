"""A spreadsheet as the JSON of a Spreadsheet resource: as much as is asked for."""
