"""The documented ways in, by unmodified clients with nothing but a key."""

import json

import gspread
import pytest
import requests

from local_sheets import LocalServer

OWNER = "owner@example.com"
GOOGLE = ("https://sheets.googleapis.com", "https://www.googleapis.com")


@pytest.fixture
def server():
    with LocalServer() as running:
        yield running


@pytest.fixture
def elsewhere(server):
    """gspread's own HTTP layer with another host."""

    class Local(gspread.HTTPClient):
        def request(self, method, endpoint, *args, **kwargs):
            for host in GOOGLE:
                endpoint = endpoint.replace(host, server.url)
            return super().request(method, endpoint, *args, **kwargs)

    return Local


def made(server, path, **asked):
    with requests.post(f"{server.url}/local/{path}", json=asked, timeout=5) as answer:
        return answer.json()


def closed(client):
    client.http_client.session.close()


def test_gspread_works_with_a_service_account_file(server, elsewhere, tmp_path):
    """A key file is all that gspread.service_account needs."""
    path = tmp_path / "robot.json"
    path.write_text(json.dumps(made(server, "service-accounts", name="robot")))
    client = gspread.service_account(path, http_client=elsewhere)
    book = client.create("Shop")
    book.sheet1.update([["Name"], ["Ann"]], "A1")
    assert client.open("Shop").sheet1.get_all_values() == [["Name"], ["Ann"]]
    closed(client)


def test_gspread_is_refused_what_is_not_shared(server, elsewhere, tmp_path):
    """A service account sees no file of anybody else's until it is shared."""
    key = made(server, "service-accounts", name="robot")
    client = gspread.service_account_from_dict(key, http_client=elsewhere)
    file_id = server.store.create("Shop", owner=OWNER)
    with pytest.raises(PermissionError):
        client.open_by_key(file_id)
    server.store.share(file_id, key["client_email"], "reader")
    sheet = client.open_by_key(file_id).sheet1
    with pytest.raises(gspread.exceptions.APIError) as refused:
        sheet.update([["x"]], "A1")
    assert refused.value.code == 403
    closed(client)


def test_gspread_reads_with_a_key(server, elsewhere):
    """An API key reads what anyone with the link may read."""
    file_id = server.store.create("Shop", owner=OWNER)
    server.store.share(file_id, "anyone", "reader")
    client = gspread.api_key(made(server, "api-keys")["key"], http_client=elsewhere)
    assert client.open_by_key(file_id).title == "Shop"
    closed(client)
