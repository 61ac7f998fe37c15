"""Customer segments from a seller's tracker: pandas in, pandas out.

The path is ``tables.find_tables`` → ``customers.read_customers`` →
``schemes.fit_scheme`` → ``rules.parse_rules`` → ``assign.assign`` →
``health.segment_health``. Nothing here performs I/O or knows a spreadsheet.
"""
