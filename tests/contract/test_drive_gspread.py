"""What gspread's Client and Spreadsheet do through Drive works against the server."""

import gspread
import pytest

from tests.gspread_elsewhere import gspread_client

ME = "gspread@example.com"
FRIEND = "friend@example.com"
FOLDER = "application/vnd.google-apps.folder"
FILES = "https://www.googleapis.com/drive/v3/files"


@pytest.fixture
def client(server):
    found = gspread_client(server.url, server.issuer.access_token(ME))
    with found.http_client.session:
        yield found


@pytest.fixture
def friend(server):
    found = gspread_client(server.url, server.issuer.access_token(FRIEND))
    with found.http_client.session:
        yield found


def test_a_title_with_a_quote_is_found(client):
    """gspread writes titles into the query between double quotes."""
    made = client.create("Ann's shop")
    assert client.open("Ann's shop").id == made.id
    assert [book.id for book in client.openall("Ann's shop")] == [made.id]
    client.del_spreadsheet(made.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open("Ann's shop")


def test_a_folder_narrows_a_search(client):
    """Files are made in, copied into and found by folder."""
    body = {"name": "Shops", "mimeType": FOLDER}
    folder_id = client.http_client.request("post", FILES, json=body).json()["id"]
    inside = client.create("In a folder", folder_id=folder_id)
    copy = client.copy(inside.id, title="Copy in a folder", folder_id=folder_id)
    listed = client.list_spreadsheet_files(folder_id=folder_id)
    assert {file["id"] for file in listed} == {inside.id, copy.id}
    assert client.open("In a folder", folder_id).id == inside.id


def test_a_copy_takes_comments_along(client):
    """gspread copies comments one by one."""
    made = client.create("Discussed")
    comments = f"{FILES}/{made.id}/comments"
    remark = {"content": "Look here"}
    client.http_client.request("post", comments, params={"fields": "id"}, json=remark)
    copy = client.copy(made.id)
    assert copy.title == "Copy of Discussed"
    url, params = f"{FILES}/{copy.id}/comments", {"fields": "comments(content)"}
    shown = client.http_client.request("get", url, params=params).json()
    assert shown == {"comments": [remark]}


def test_a_copy_cannot_take_the_owner_along(client):
    """gspread asks for a second owner without transferring; Drive refuses."""
    made = client.create("Shared")
    with pytest.raises(gspread.exceptions.APIError, match="transferOwnership"):
        client.copy(made.id, copy_permissions=True)


def test_csv_is_imported_and_exported(client):
    """An import replaces the tabs by one; an export gives the text back."""
    book = client.create("Imported")
    client.import_csv(book.id, "Name,Spent\nAnn,3")
    assert book.sheet1.title == "Imported"
    assert book.sheet1.get_all_values() == [["Name", "Spent"], ["Ann", "3"]]
    assert book.export(gspread.utils.ExportFormat.CSV) == b"Name,Spent\r\nAnn,3"
    assert book.export(gspread.utils.ExportFormat.EXCEL).startswith(b"PK")
    with pytest.raises(gspread.exceptions.APIError, match="conversion"):
        book.export(gspread.utils.ExportFormat.PDF)


def test_people_come_and_go(client):
    """Users, groups, domains and links are shared with, listed and removed."""
    book = client.create("Open to some")
    book.share(FRIEND, "user", "writer", email_message="Hello")
    book.share("team@example.com", "group", "reader")
    book.share("example.org", "domain", "reader")
    book.share("", "anyone", "reader", with_link=True)
    kinds = [one["type"] for one in book.list_permissions()]
    assert kinds == ["user", "user", "group", "domain", "anyone"]
    book.remove_permissions("example.org")
    book.remove_permissions(FRIEND, role="reader")
    book.remove_permissions("team@example.com", role="reader")
    kinds = [one["type"] for one in book.list_permissions()]
    assert kinds == ["user", "user", "anyone"]


def test_ownership_changes_hands(client, friend):
    """One offers, the other accepts."""
    book = client.create("Handed over")
    one = book.share(FRIEND, "user", "writer").json()["id"]
    book.transfer_ownership(one)
    friend.open_by_key(book.id).accept_ownership(one)
    roles = {p["emailAddress"]: p["role"] for p in book.list_permissions()}
    assert roles == {ME: "writer", FRIEND: "owner"}
    with pytest.raises(gspread.exceptions.APIError, match="sufficient permissions"):
        client.del_spreadsheet(book.id)


def test_a_spreadsheet_tells_its_times_and_settings(client, friend):
    """Times come from Drive, the rest from Sheets; strangers are kept out."""
    book = client.create("Settings")
    book.update_title("Set")
    book.update_locale("fr_FR")
    book.update_timezone("Europe/Paris")
    assert book.get_lastUpdateTime() >= book.creationTime
    again = client.open_by_url(book.url)
    shown = (again.title, again.locale, again.timezone)
    assert shown == ("Set", "fr_FR", "Europe/Paris")
    with pytest.raises(PermissionError):
        friend.open_by_key(book.id)


def test_a_tab_goes_to_another_spreadsheet(client):
    """copy_to answers the properties of the copy."""
    source, target = client.create("Source"), client.create("Target")
    source.sheet1.update([["x"]], "A1")
    copied = source.sheet1.copy_to(target.id)
    assert target.worksheet(copied["title"]).acell("A1").value == "x"
