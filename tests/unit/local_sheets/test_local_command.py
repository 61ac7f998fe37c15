"""The server as a command."""

import signal
import subprocess
import sys


def test_the_command_serves_a_folder_until_interrupted(tmp_path):
    """It prints its address and the spreadsheets it serves, and ends cleanly."""
    (tmp_path / "orders.csv").write_text("Name\nAnn\n")
    command = [sys.executable, "-m", "local_sheets", "--port", "0", "--data", tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        address, listed = process.stdout.readline(), process.stdout.readline()
        process.send_signal(signal.SIGINT)
        status = process.wait(timeout=10)
    assert address.startswith("Serving the Sheets API at http://127.0.0.1:")
    assert listed.endswith("  orders\n")
    assert status == 0
