"""Separate programs: the local server, the function, and the add-on's menu."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
import requests

from tests.conftest import EXAMPLES, OWNER, ROOT
from tests.gspread_elsewhere import gspread_client

AUDIENCE = "add-on-client-id"


@contextmanager
def running(*command, env=None):
    """Run a program of ours for as long as the block lasts."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},  # noqa: TID251
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


@pytest.fixture(scope="module")
def sheets_url():
    """The local Sheets server as its own process."""
    with running("local_sheets", "--port", "0") as process:
        url = re.search(r"http://\S+", process.stdout.readline())[0]
        yield url


@pytest.fixture(scope="module")
def function_url(sheets_url):
    """The function `refresh` in functions-framework, as Cloud Run starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {
        "SHEETS_API_ROOT": sheets_url,
        "OAUTH_AUDIENCES": AUDIENCE,
        "OAUTH_CERTS_URL": f"{sheets_url}/oauth2/v1/certs",
        "FUNCTION_TARGET": "refresh",
        "PORT": str(port),
    }
    with running("functions_framework", env=env):
        url = f"http://127.0.0.1:{port}/"
        for _ in range(200):
            try:
                requests.options(url, timeout=1)
                break
            except requests.ConnectionError:
                time.sleep(0.1)  # noqa: TID251
        yield url


@pytest.fixture
def tokens(sheets_url):
    """A person's two tokens, from the local issuer."""
    asked = {"email": OWNER, "audience": AUDIENCE}
    return requests.post(f"{sheets_url}/local/tokens", json=asked, timeout=5).json()


@pytest.fixture
def spreadsheet_id(sheets_url):
    """The jeweller's tracker, uploaded."""
    path = EXAMPLES / "pune-jeweller.xlsx"
    params = {"title": "Jeweller", "locale": "en_IN", "owner": OWNER}
    answer = requests.post(
        f"{sheets_url}/local/spreadsheets",
        params=params,
        data=path.read_bytes(),
        timeout=10,
    )
    return answer.json()["spreadsheetId"]


def press(node, spreadsheet_id, function_url, tokens):
    """Press "Refresh segments" in the add-on's own code; return what it shows."""
    press = {
        "spreadsheetId": spreadsheet_id,
        "backendUrl": function_url,
        "idToken": tokens["id_token"],
        "accessToken": tokens["access_token"],
        "item": "Refresh segments",
    }
    done = subprocess.run(
        [node, "appsscript/test/press.js"],
        cwd=ROOT,
        input=json.dumps(press),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


def test_pressing_the_menu_item_brings_labels_and_tabs(
    node, sheets_url, function_url, tokens, spreadsheet_id
):
    """What the menu starts is seen through the unmodified gspread client."""
    shown = press(node, spreadsheet_id, function_url, tokens)

    assert shown["alerts"] == []
    assert re.match(
        r"Done: 47 customers in \d segments", shown["toasts"][-1]["message"]
    )
    spreadsheet = gspread_client(sheets_url, tokens["access_token"]).open_by_key(
        spreadsheet_id
    )
    titles = [worksheet.title for worksheet in spreadsheet.worksheets()]
    assert {"Overview", "VIP", "Segment rules", "Data check"} <= set(titles)
    clients = spreadsheet.worksheet("Client list").get_all_values()
    header = next(row for row in clients if "Segment" in row)
    labels = {
        row[header.index("Segment")] for row in clients[clients.index(header) + 1 :]
    }
    assert labels - {""} <= set(titles)
    vip = spreadsheet.worksheet("VIP").get_all_records(numericise_ignore=["all"])
    assert all(row["Why"].startswith("VIP: ") for row in vip)
    assert vip[0]["Phone"].startswith("+91")


def test_pressing_it_again_finds_nothing_to_do(
    node, function_url, tokens, spreadsheet_id
):
    """The second press moves nobody and shows no error."""
    press(node, spreadsheet_id, function_url, tokens)

    shown = press(node, spreadsheet_id, function_url, tokens)

    assert shown["alerts"] == []
    assert (
        "moved" in shown["toasts"][-1]["message"]
        or "up to date" in (shown["toasts"][-1]["message"])
    )


def test_a_bad_token_is_shown_as_a_sentence(node, function_url, tokens, spreadsheet_id):
    """The person reads what happened and what to do."""
    shown = press(node, spreadsheet_id, function_url, {**tokens, "id_token": "a.b.c"})

    assert "The ID token is not valid." in shown["alerts"][0]["message"]
