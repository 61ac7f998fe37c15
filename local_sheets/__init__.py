"""A Google Sheets API v4 server for one laptop: same JSON, same errors, no Google."""

from local_sheets.app import Api, create_app
from local_sheets.faults import Fault
from local_sheets.identity import Issuer
from local_sheets.server import LocalServer
from local_sheets.store import Store

__all__ = ["Api", "Fault", "Issuer", "LocalServer", "Store", "create_app"]
