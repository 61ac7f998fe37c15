"""``python -m sheets_sync``: the same as the ``sheet-segments`` command."""

import sys

from sheets_sync.cli import main

if __name__ == "__main__":
    sys.exit(main())
