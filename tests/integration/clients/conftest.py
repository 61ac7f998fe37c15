"""One server for every client, and the people whose sessions these are."""

from collections.abc import Iterator

import gspread
import httplib2
import pytest
from google.oauth2.credentials import Credentials

from local_sheets import LocalServer
from tests.gspread_elsewhere import GOOGLE, gspread_client

SELLER = "seller@example.com"
FRIEND = "friend@example.com"


class ElsewhereHttp(httplib2.Http):
    """Sends what is meant for Google to a local server."""

    def __init__(self, root: str) -> None:
        super().__init__()
        self._root = root

    def request(self, uri, *args, **options):
        for host in GOOGLE:
            uri = uri.replace(host, self._root, 1)
        return super().request(uri, *args, **options)


@pytest.fixture(scope="session")
def server() -> Iterator[LocalServer]:
    """A server that every client shares; its answers are held against the schema."""
    with LocalServer(validate_responses=True) as running:
        yield running


@pytest.fixture(scope="session")
def seller(server) -> gspread.Client:
    """The seller's gspread."""
    return gspread_client(server.url, server.issuer.access_token(SELLER))


@pytest.fixture(scope="session")
def friend(server) -> gspread.Client:
    """The gspread of somebody else."""
    return gspread_client(server.url, server.issuer.access_token(FRIEND))


@pytest.fixture(scope="session")
def credentials(server) -> Credentials:
    """The seller's credentials, for clients that ask for google-auth's."""
    return Credentials(server.issuer.access_token(SELLER))


@pytest.fixture
def book(seller, request) -> gspread.Spreadsheet:
    """A new spreadsheet of the seller's, named after the test."""
    return seller.create(request.node.name)
