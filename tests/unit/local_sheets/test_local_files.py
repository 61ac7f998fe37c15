"""What Drive knows of a file: kept on disk, and who may do what."""

from dataclasses import replace

import pytest

from local_sheets.clock import system_clock
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.storage.files import ANYONE, File
from local_sheets.storage.opening import open_store


def test_what_drive_knows_survives_a_restart(tmp_path):
    """Folder, description, bin and comments are there again."""
    store = open_store(tmp_path)
    spreadsheet_id = store.create("Shop")
    facts = {"parents": ["x"], "description": "d", "comments": [{"content": "c"}]}
    store.revise(spreadsheet_id, lambda file: replace(file, facts=facts, trashed=True))
    before = store.file(spreadsheet_id)
    store.close()

    store = open_store(tmp_path)
    (after,) = store.files()
    store.close()
    assert after.facts == facts
    assert after.trashed
    assert after.version == before.version


ROLES = {"ann@x.org": "owner", "bob@x.org": "reader", "domain:x.org": "writer"}
SEEN = [
    ("ann@x.org", {}, "owner", "owner"),
    ("bob@x.org", {}, "writer", "writer"),
    ("cid@x.org", {}, "writer", "writer"),
    ("eve@y.org", {}, None, None),
    ("eve@y.org", {ANYONE: "commenter"}, "commenter", None),
    ("bob@x.org", {ANYONE: "reader"}, "writer", "writer"),
]


@pytest.mark.parametrize(("email", "more", "role", "own"), SEEN)
def test_the_strongest_of_several_permissions_counts(email, more, role, own):
    """A person has what their own, their domain's or the link's permission gives."""
    now = system_clock()
    file = File(Spreadsheet("1", {"title": "T"}), ROLES | more, now, now)
    assert (file.role_of(email), file.own_role_of(email)) == (role, own)
