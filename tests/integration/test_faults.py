"""Whatever goes wrong with a call, the spreadsheet is as before or as after.

The whole table of calls, faults and kinds of refresh is in tests/soak; here is one of
each, with the kinds of refresh taken in turn.
"""

from io import BytesIO

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from sheets_sync.auth import IdTokenVerifier
from sheets_sync.errors import CertificatesUnavailableError
from sheets_sync.serve import AUDIENCE
from tests.conftest import OWNER
from tests.faulty import (
    BUSY,
    DONE,
    FORMULAS,
    KILLS,
    NOT_DONE,
    STRUCTURE,
    VALUES,
    WRITE,
    Case,
    Scene,
    Wire,
    sent_again_unseen,
)

SLICE = [
    ("some moved", Case(STRUCTURE, "429 with Retry-After")),
    ("some moved", Case(VALUES, "cut short unseen")),
    ("some moved", Case(VALUES, "time-out", lasting=True)),
    ("some moved", Case(WRITE, "429")),
    ("some moved", Case(WRITE, "503")),
    ("some moved", Case(WRITE, "reset", lasting=True)),
    ("some moved", Case(WRITE, "cut short")),
    ("some moved", Case(WRITE, "time-out, then it arrives")),
    ("some moved", Case(WRITE, "killed after")),
    ("label in notes", Case(FORMULAS, "HTML 502")),
    ("label in notes", Case(WRITE, "time-out after")),
]
