"""The APIs over HTTP: Sheets v4, a Drive v3 subset, tokens, faults and the desk."""
