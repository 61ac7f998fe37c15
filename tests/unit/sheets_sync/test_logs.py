"""Logs hold places and codes, never what a cell holds."""

import json

from sheets_sync import logs
from sheets_sync.cells import serial_from_date


def test_an_unexpected_error_is_logged_without_its_message():
    """The message could quote a cell, so only type and place are kept."""
    try:
        serial_from_date("Chioma 0803 000 0101")
    except TypeError as error:
        text = logs.places_of(error)

    assert text.startswith("TypeError at cells.py:")
    assert "Chioma" not in text


def test_a_line_is_one_json_object(caplog):
    """Cloud Logging reads severity and message from it."""
    caplog.set_level("INFO", logger="sheet_segments")

    logs.log("INFO", "refreshed", customers=3)

    assert json.loads(caplog.messages[0]) == {
        "severity": "INFO",
        "message": "refreshed",
        "customers": 3,
    }
