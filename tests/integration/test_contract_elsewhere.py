"""The contract suite speaks to whatever spreadsheet the environment names."""

import json
import os
import re
import subprocess
import sys

from local_sheets import LocalServer
from tests.contract.subjects import LIVE

CASES = "tests/contract/test_local_reading.py"


def test_the_contract_runs_against_a_spreadsheet_named_in_the_environment(tmp_path):
    """A service account of another server passes the same cases in its spreadsheet."""
    with LocalServer(validate_responses=True) as elsewhere:
        key = elsewhere.issuer.service_account("robot", f"{elsewhere.url}/token")
        key_file = tmp_path / "robot.json"
        key_file.write_text(json.dumps(key), "utf-8")
        owner = key["client_email"]
        spreadsheet_id = elsewhere.store.create("Anything", owner=owner)
        settings = {
            LIVE: spreadsheet_id,
            "SHEETS_API_ROOT": elsewhere.url,
            "GOOGLE_APPLICATION_CREDENTIALS": str(key_file),
        }
        command = [sys.executable, "-m", "pytest", "-q", "-m", "live", CASES]

        ran = subprocess.run(
            [*command, "-p", "no:cacheprovider"],
            env={**os.environ, **settings},  # noqa: TID251 - a child's settings
            capture_output=True,
            text=True,
            check=False,
        )

    assert ran.returncode == 0, ran.stdout[-2000:]
    assert int(re.search(r"(\d+) passed", ran.stdout)[1]) > 5
