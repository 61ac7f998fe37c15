"""Every spreadsheet of one server: versions, owners, and what is kept on disk."""
