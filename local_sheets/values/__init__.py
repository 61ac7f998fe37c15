"""Value ranges: reading, writing and appending plain JSON values."""
