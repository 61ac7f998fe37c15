"""Drive v3: the search language of files.list and the order of what it finds."""

import pytest

FILES = "/drive/v3/files"
FOLDER = "application/vnd.google-apps.folder"


@pytest.fixture
def listed(subject, server):
    """Three spreadsheets and a folder of one person, and how they list them."""
    me = f"me-{subject.spreadsheet_id}@example.com"
    for name in ("Beta", "alpha", "It's"):
        server.store.create(name, owner=me)
    subject.call("POST", FILES, {"name": "Dir", "mimeType": FOLDER}, me)

    def found(query="", order="name"):
        path = f"{FILES}?q={query}&orderBy={order}&fields=files.name"
        status, answer = subject.call("GET", path, None, me)
        assert status == 200, answer
        return [file["name"] for file in answer["files"]]

    return found


EVERYTHING = ["alpha", "Beta", "Dir", "It's"]
QUERIES = [
    ("", EVERYTHING),
    ("name = 'Beta' or name = 'alpha'", ["alpha", "Beta"]),
    ("not name = 'Beta'", ["alpha", "Dir", "It's"]),
    ("name != 'Beta' and trashed = false", ["alpha", "Dir", "It's"]),
    ("(name = 'Beta' or name = 'Dir') and not mimeType contains 'folder'", ["Beta"]),
    ("mimeType contains 'application/vnd.google-apps.f'", ["Dir"]),
    (r"name = 'It\'s'", ["It's"]),
    ('name = "It\'s"', ["It's"]),
    ("modifiedTime > '2012-06-04T12:00:00'", EVERYTHING),
    ("createdTime < '2012-06-04T12:00:00-08:00'", []),
    ("'me' in owners", EVERYTHING),
    ("'other@example.com' in writers", []),
    ("'root' in parents", EVERYTHING),
    ("sharedWithMe", []),
    ("properties has { key='k' and value='v' }", []),
]


@pytest.mark.parametrize(("query", "names"), QUERIES)
def test_a_query_finds(listed, query, names):
    """Terms join with and, or, not and parentheses."""
    assert listed(query) == names


ORDERS = [
    ("name desc", EVERYTHING[::-1]),
    ("folder,name", ["Dir", "alpha", "Beta", "It's"]),
    ("createdTime", ["Beta", "alpha", "It's", "Dir"]),
    ("modifiedTime desc", ["Dir", "It's", "alpha", "Beta"]),
]


@pytest.mark.parametrize(("order", "names"), ORDERS)
def test_lists_come_in_the_order_asked_for(listed, order, names):
    """orderBy takes several keys, each of which may be turned round."""
    assert listed(order=order) == names


MALFORMED = [
    "name",
    "name = ",
    "name = Beta",
    "name = 'Beta",
    "name > 'Beta'",
    "(trashed = true",
    "trashed = true)",
    "trashed > true",
    "modifiedTime > 'soon'",
    "modifiedTime contains '2012-06-04'",
    "properties has { key='k' }",
    "and",
]


@pytest.mark.parametrize("query", MALFORMED)
def test_what_is_no_query_is_refused(subject, server, query):
    """A query that does not parse names its parameter."""
    status, answer = subject.call("GET", f"{FILES}?q={query}")
    item = answer["error"]["errors"][0]
    assert (status, item["reason"], item["location"]) == (400, "invalid", "q")


@pytest.mark.parametrize("query", ["fullText contains 'x'", "'x' in drives"])
def test_a_term_outside_this_servers_part_is_refused(subject, server, query):
    """Terms Drive has and this server has not are refused by name."""
    status, answer = subject.call("GET", f"{FILES}?q={query}")
    assert (status, answer["error"]["errors"][0]["reason"]) == (501, "notImplemented")
