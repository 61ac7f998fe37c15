"""`sheet-segments serve` as a person starts and stops it."""

import json
import re
import signal
import socket
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from local_sheets import LocalServer
from sheets_sync.bootstrap import build_services
from sheets_sync.cli import main
from sheets_sync.serve import (
    AUDIENCE,
    EXAMPLES,
    CannotServeError,
    functions_app,
    local_settings,
    open_data,
)
from tests.conftest import OWNER, ROOT

TITLES = {title for _, title, _, _ in EXAMPLES}


@dataclass
class Serving:
    """A running `serve`, and a person who uses it."""

    process: subprocess.Popen
    desk: str
    functions: str

    def get(self, path, **params):
        headers = {"Authorization": f"Bearer {self.tokens()['access_token']}"}
        answer = requests.get(
            self.desk + path, params=params, headers=headers, timeout=10
        )
        return answer.json()

    def tokens(self):
        asked = {"email": OWNER, "audience": AUDIENCE}
        return requests.post(f"{self.desk}/local/tokens", json=asked, timeout=10).json()

    def files(self):
        return {f["name"]: f["id"] for f in self.get("/drive/v3/files")["files"]}

    def titles(self, spreadsheet_id):
        fields = "sheets.properties.title"
        book = self.get(f"/v4/spreadsheets/{spreadsheet_id}", fields=fields)
        return {sheet["properties"]["title"] for sheet in book["sheets"]}

    def stop(self, number):
        """Send a signal; return the exit status and what was said of errors."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=10)
        return self.process.returncode, errors


@contextmanager
def serving(data: Path):
    """Run `serve` on two free ports for as long as the block lasts."""
    command = ["-m", "sheets_sync", "serve", "--port", "0", "--data", str(data)]
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        lines = [process.stdout.readline() for _ in range(3)]
        yield Serving(process, *re.findall(r"http://\S+", "".join(lines)))
    finally:
        process.kill()
        process.communicate()


def test_everything_runs_and_what_was_done_survives_a_restart(tmp_path):
    """The page asks the function with tokens of its server, and the disk keeps it."""
    with serving(tmp_path) as first:
        assert "<title>" in requests.get(first.desk, timeout=10).text
        refresh = first.get("/local/desk.json")["refresh"]
        assert refresh == {"url": f"{first.functions}/refresh", "audience": AUDIENCE}
        assert set(first.files()) == TITLES

        bakes = first.files()["London bakes"]
        tokens = first.tokens()
        answer = requests.post(
            refresh["url"],
            json={"spreadsheet_id": bakes, "mode": "apply"},
            headers={
                "Accept": "application/x-ndjson",
                "Authorization": f"Bearer {tokens['id_token']}",
                "Origin": first.desk,
                "X-Sheets-Access-Token": tokens["access_token"],
            },
            timeout=30,
        )
        lines = [json.loads(line) for line in answer.text.splitlines()]
        assert answer.headers["Access-Control-Allow-Origin"] == first.desk
        assert lines[0]["progress"]["message"] == "Reading your tracker…"
        assert lines[-1]["report"]["customers"] > 0
        assert first.stop(signal.SIGINT) == (0, "")

    with serving(tmp_path) as second:
        assert set(second.files()) == TITLES
        assert {"Overview", "VIP"} <= second.titles(bakes)
        assert second.stop(signal.SIGTERM) == (0, "")


def test_the_schedule_sees_the_examples(tmp_path):
    """Each example is shared with the service account that the schedule lists for."""
    with closing(open_data(tmp_path)) as store, LocalServer(store) as server:
        services = build_services(local_settings(server))

        answer = functions_app(services).test_client().post("/schedule")

        assert answer.json == {"enqueued": len(EXAMPLES), "known": 0}
        services.tasks().join()


def test_a_port_in_use_is_one_line(tmp_path, capsys):
    """Whoever starts it twice reads which port is taken; nothing else is done."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        status = main(["serve", "--port", str(port), "--data", str(tmp_path)])

    assert status == 2
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().err == (
        f"Port {port} is already in use. Choose another with --port or --data.\n"
    )


@pytest.mark.parametrize(
    ("port", "missing"), [("-1", -1), ("65535", 65536), ("70000", 70000)]
)
def test_a_port_that_does_not_exist_is_one_line(tmp_path, capsys, port, missing):
    """Nothing is started on another port instead; the functions need the next one."""
    assert main(["serve", "--port", port, "--data", str(tmp_path)]) == 2
    assert f"There is no port {missing}." in capsys.readouterr().err


def test_a_data_folder_that_is_a_file_is_refused(tmp_path):
    """The sentence names the folder."""
    path = tmp_path / "data"
    path.write_text("not a folder")

    with pytest.raises(CannotServeError, match="data cannot be used"):
        open_data(path)


def test_a_file_in_the_data_folder_is_served_and_no_example_with_it(tmp_path):
    """Somebody who brings their own tracker is not given others."""
    (tmp_path / "mine.csv").write_text("Name,Phone\nAda,0803 000 0101\n")

    store = open_data(tmp_path)

    titles = [file.spreadsheet.properties["title"] for file in store.files()]
    store.close()
    assert titles == ["mine"]


def test_without_functions_the_page_has_no_refresh(server):
    """The local Sheets server alone shows spreadsheets and no more."""
    page = requests.get(server.url, timeout=10)

    settings = requests.get(f"{server.url}/local/desk.json", timeout=10).json()

    assert settings == {"email": "owner@example.com", "refresh": None, "addOn": None}
    assert page.headers["Content-Security-Policy"].endswith("connect-src 'self'")
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["nothing.js", "..%2Fapp.py", "vendor/../../app.py"])
def test_only_the_files_of_the_page_are_served(server, name):
    """Neither a missing file nor one outside the folder is answered."""
    assert requests.get(f"{server.url}/desk/{name}", timeout=10).status_code == 404
