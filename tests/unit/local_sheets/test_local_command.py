"""The server as a command."""

import json
import signal
import socket
import subprocess
import sys

import pytest
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import service_account

from local_sheets import LocalServer
from local_sheets.__main__ import key_file, main
from local_sheets.api.identity import SPREADSHEETS


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_a_folder_until_it_is_stopped(tmp_path, number):
    """It prints its address and the spreadsheets it serves, and ends cleanly."""
    (tmp_path / "orders.csv").write_text("Name\nAnn\n")
    command = [sys.executable, "-m", "local_sheets", "--port", "0", "--data", tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        address, listed = process.stdout.readline(), process.stdout.readline()
        process.send_signal(number)
        status = process.wait(timeout=10)
    assert address.startswith("Serving the Sheets API at http://127.0.0.1:")
    assert listed.endswith("  orders\n")
    assert status == 0


def test_the_command_sets_the_scene(tmp_path):
    """Quotas, faults and a service account's key file come from its arguments."""
    key = tmp_path / "robot.json"
    fault = '{"status": 503, "path": "/nowhere", "times": null}'
    command = [sys.executable, "-m", "local_sheets", "--port", "0", "--quotas"]
    command += ["--fault", fault, "--seed", "7", "--service-account", key]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        told, address = process.stdout.readline(), process.stdout.readline()
        url = address.split()[-1]
        quotas = requests.get(f"{url}/local/quotas", timeout=10).json()
        faults = requests.get(f"{url}/local/faults", timeout=10).json()["faults"]
        robot = service_account.Credentials.from_service_account_file(
            key, scopes=[SPREADSHEETS]
        )
        with AuthorizedSession(robot) as session:
            made = session.post(f"{url}/v4/spreadsheets", json={}).status_code
        process.send_signal(signal.SIGINT)
        process.wait(timeout=10)
    email = "robot@local-sheets.iam.gserviceaccount.com"
    assert told == f"Key file of {email}: {key}\n"
    assert (quotas["reads_per_user"], quotas["writes_per_project"]) == (60, 300)
    assert [(one["status"], one["path"]) for one in faults] == [(503, "/nowhere")]
    assert made == 200
    assert key.stat().st_mode & 0o077 == 0


WRONG = [
    (["--quotas", "ten"], "Not a JSON object: ten"),
    (["--quotas", "[]"], "Not a JSON object: []"),
    (["--fault", '{"state": 503}'], "state is not one of status,"),
]


@pytest.mark.parametrize(("arguments", "sentence"), WRONG)
def test_wrong_arguments_end_with_a_sentence(capsys, arguments, sentence):
    """What the command line cannot read it names."""
    assert main([*arguments, "--port", "0"]) == 1
    assert capsys.readouterr().err.startswith(sentence)


def test_a_port_in_use_ends_with_a_sentence(capsys):
    """The command line says that the address cannot be served."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    assert capsys.readouterr().err.startswith(f"127.0.0.1:{port} cannot be served:")


@pytest.mark.parametrize("content", ["x", "[1]", '{"private_key": "x"}'])
def test_another_file_in_place_of_the_key_file_is_kept(tmp_path, capsys, content):
    """A file that is no key file of this server is not written over."""
    path = tmp_path / "key.json"
    path.write_text(content)
    assert main(["--port", "0", "--service-account", str(path)]) == 1
    assert "is not a key file of this server" in capsys.readouterr().err
    assert path.read_text() == content


def test_a_key_file_stays_good_on_another_port(tmp_path):
    """The file keeps its key; the address in it is that of the server that runs."""
    path = tmp_path / "key.json"
    with LocalServer() as first:
        key_file(first, path)
        before = json.loads(path.read_text())
    with LocalServer() as second:
        key_file(second, path)
        after = json.loads(path.read_text())
        assert second.issuer.robot(before["private_key_id"])[0] == after["client_email"]
    assert after["token_uri"] == f"{second.url}/token"
    assert after["private_key"] == before["private_key"]
