"""An unmodified gspread client works against the server."""

import gspread
import pytest
import requests
from gspread.utils import ValueInputOption

GOOGLE = ("https://sheets.googleapis.com", "https://www.googleapis.com")


class RedirectedClient(gspread.HTTPClient):
    """gspread's own client, with Google's hosts rewritten."""

    root = ""

    def request(self, method, endpoint, *args, **kwargs):
        for host in GOOGLE:
            endpoint = endpoint.replace(host, self.root)
        return super().request(method, endpoint, *args, **kwargs)


@pytest.fixture
def client(server):
    redirected = type("Redirected", (RedirectedClient,), {"root": server.url})
    with requests.Session() as session:
        token = server.issuer.access_token("seller@example.com")
        session.headers["Authorization"] = f"Bearer {token}"
        yield gspread.Client(auth=None, session=session, http_client=redirected)


def test_a_gspread_session_runs_from_create_to_share(client):
    """Create, write, read, format, append, find and share as gspread's docs do."""
    book = client.create("Shop 2026")
    tab = book.sheet1
    tab.update([["Name", "Spent"], ["Ann", 120], ["Bob", 80.5]], "A1")
    tab.append_row(["Cid", "=1+1"], value_input_option=ValueInputOption.raw)
    tab.format("A1:B1", {"textFormat": {"bold": True}})
    tab.freeze(rows=1)
    assert tab.get_all_values() == [
        ["Name", "Spent"],
        ["Ann", "120"],
        ["Bob", "80.5"],
        ["Cid", "=1+1"],
    ]
    assert tab.find("Bob").address == "A3"
    tab.insert_row(["Ace", 1], index=2)
    tab.delete_rows(3)
    assert tab.col_values(1) == ["Name", "Ace", "Bob", "Cid"]
    other = book.add_worksheet("VIP", rows=3, cols=2)
    assert other.get_all_values() == [[]]
    other.update_title("Very important")
    assert [sheet.title for sheet in book.worksheets()] == ["Sheet1", "Very important"]
    book.del_worksheet(other)
    book.share("friend@example.com", perm_type="user", role="reader", notify=False)
    people = {person["emailAddress"] for person in book.list_permissions()}
    assert people == {"seller@example.com", "friend@example.com"}


def test_a_spreadsheet_is_opened_by_title_and_by_key(client):
    """Opening by title goes through Drive, by key straight to Sheets."""
    made = client.create("Findable")
    assert client.open("Findable").id == made.id
    assert client.open_by_key(made.id).title == "Findable"
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key("nope")


def test_errors_reach_gspread_as_its_own(client):
    """A refusal arrives as APIError with Google's code and message."""
    book = client.create("Errors")
    with pytest.raises(gspread.exceptions.APIError) as caught:
        book.add_worksheet("Sheet1", rows=1, cols=1)
    assert caught.value.code == 400
    assert 'A sheet with the name "Sheet1" already exists.' in str(caught.value)
