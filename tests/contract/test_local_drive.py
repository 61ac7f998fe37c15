"""Drive v3: finding, sharing, exporting and deleting spreadsheets."""

import pytest

FILES = "/drive/v3/files"
SHEETS = "mimeType='application/vnd.google-apps.spreadsheet'"


def listed(subject, query, email, more=""):
    fields = "files(id,name),nextPageToken"
    path = f"{FILES}?q={query}&fields={fields}{more}"
    status, answer = subject.call("GET", path, None, email)
    assert status == 200, answer
    return answer


QUERIES = [
    (f"{SHEETS} and trashed=false and sharedWithMe=true", True),
    (f"{SHEETS} and sharedWithMe", True),
    ("name = 'Tracker'", True),
    ('name="tracker"', False),
    ("name contains 'track'", True),
    ("name contains 'rack'", False),
    ("trashed=true", False),
    ("mimeType='text/csv'", False),
]


@pytest.mark.parametrize(("query", "found"), QUERIES)
def test_a_query_finds_files(subject, query, found):
    """Files shared with the caller are found by the terms of the query."""
    email = f"bot-{subject.spreadsheet_id}@example.com"
    subject.share(email, "reader")
    expected = [{"id": subject.spreadsheet_id, "name": "Tracker"}] if found else []
    assert listed(subject, query, email) == {"files": expected}


def test_an_unsupported_query_is_refused(subject):
    """A term outside this server's part is refused, not ignored."""
    status, answer = subject.call("GET", f"{FILES}?q=starred=true")
    assert (status, answer["error"]["message"]) == (
        501,
        "local_sheets does not support the query term 'starred'.",
    )


def test_lists_come_in_pages(subject, server):
    """nextPageToken leads through the list without gap or repeat."""
    email = f"pages-{subject.spreadsheet_id}@example.com"
    made = {server.store.create(f"File {n}", owner=email) for n in range(5)}
    seen, token = [], ""
    while token is not None:
        more = f"&pageSize=2{token}"
        page = listed(subject, "trashed=false", email, more)
        seen += [item["id"] for item in page["files"]]
        following = page.get("nextPageToken")
        token = f"&pageToken={following}" if following else None
    assert (len(seen), set(seen)) == (5, made)


def test_the_version_grows_with_every_change(subject):
    """Drive's version moves when the spreadsheet is written."""
    path = f"{FILES}/{subject.spreadsheet_id}?fields=version,capabilities.canEdit"
    before = subject.call("GET", path)[1]
    subject.call("POST", "/values/Orders!A1:clear", {})
    after = subject.call("GET", path)[1]
    assert before["capabilities"] == {"canEdit": True}
    assert int(after["version"]) == int(before["version"]) + 1


def test_sharing_gives_access_at_once(subject):
    """A permission lets the person in, in the role it names."""
    path = f"{FILES}/{subject.spreadsheet_id}/permissions"
    guest = "guest@example.com"
    body = {"type": "user", "role": "reader", "emailAddress": guest}
    status, made = subject.call("POST", path, body)
    assert (status, made["role"]) == (200, "reader")
    assert subject.call("GET", "", None, guest)[0] == 200
    status, answer = subject.call("GET", f"{path}?fields=permissions")
    roles = {p["emailAddress"]: p["role"] for p in answer["permissions"]}
    assert roles == {"owner@example.com": "owner", guest: "reader"}


def test_only_the_owner_deletes(subject):
    """A writer may not delete; the owner may, and the file is gone."""
    path = f"{FILES}/{subject.spreadsheet_id}"
    subject.share("writer@example.com", "writer")
    assert subject.call("DELETE", path, None, "writer@example.com")[0] == 403
    assert subject.call("DELETE", path)[0] == 204
    assert subject.call("GET")[0] == 404
