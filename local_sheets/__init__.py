"""A Google Sheets API v4 server for one laptop: same JSON, same errors, no Google."""

from local_sheets.api.app import Api, create_app
from local_sheets.api.faults import Fault
from local_sheets.api.identity import Issuer
from local_sheets.api.quotas import Quotas
from local_sheets.api.world import World
from local_sheets.server import LocalServer
from local_sheets.storage.store import Store

__all__ = [
    "Api",
    "Fault",
    "Issuer",
    "LocalServer",
    "Quotas",
    "Store",
    "World",
    "create_app",
]
