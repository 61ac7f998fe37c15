"""Drive v3: permissions, and what they let people do."""

import pytest

FILES = "/drive/v3/files"
OWNER = "owner@example.com"
GUEST = "guest@example.com"
DOMAIN = {"type": "domain", "domain": "example.org", "role": "writer"}
ANYONE = {"type": "anyone", "role": "reader"}


def permissions(subject):
    return f"{FILES}/{subject.spreadsheet_id}/permissions"


def shared(subject, body, email=OWNER, query=""):
    return subject.call("POST", permissions(subject) + query, body, email)


def user(role="writer", address=GUEST):
    return {"type": "user", "role": role, "emailAddress": address}


def reason(answer):
    return answer["error"]["errors"][0]["reason"]


def roles(subject, email=OWNER):
    path = f"{permissions(subject)}?fields=permissions(emailAddress,role)"
    listed = subject.call("GET", path, None, email)[1]["permissions"]
    return {one.get("emailAddress", "anyone"): one["role"] for one in listed}


def test_a_permission_is_shown_briefly_unless_asked(subject, server):
    """Without fields only kind, id, type and role come back."""
    answer = shared(subject, user())[1]
    assert set(answer) == {"kind", "id", "type", "role"}
    path = f"{permissions(subject)}/{answer['id']}?fields=emailAddress,deleted"
    assert subject.call("GET", path)[1] == {"emailAddress": GUEST, "deleted": False}


def test_a_domain_lets_its_people_in(subject, server):
    """Whoever has an address in the domain may do what its permission says."""
    shared(subject, DOMAIN)
    clear = "/values/Orders!A1:clear"
    assert subject.call("POST", clear, {}, "ann@example.org")[0] == 200
    assert subject.call("GET", "", None, "ann@other.org")[0] == 403


def test_a_link_opens_a_file_without_listing_it(subject, server):
    """Anyone with the link may read; nobody finds the file in a list."""
    assert shared(subject, ANYONE)[1]["id"] == "anyoneWithLink"
    reader = f"passer-{subject.spreadsheet_id}@example.net"
    assert subject.call("GET", "", None, reader)[0] == 200
    assert subject.call("GET", f"{FILES}?fields=files", None, reader)[1] == {
        "files": []
    }


def test_a_permission_changes_and_ends(subject, server):
    """A writer becomes a reader, then a stranger."""
    one = shared(subject, user())[1]["id"]
    path = f"{permissions(subject)}/{one}"
    assert subject.call("PATCH", path, {"role": "reader"})[0] == 200
    assert roles(subject)[GUEST] == "reader"
    assert subject.call("POST", "/values/A1:clear", {}, GUEST)[0] == 403
    assert subject.call("DELETE", path) == (204, None)
    assert subject.call("GET", "", None, GUEST)[0] == 403
    status, answer = subject.call("DELETE", path)
    assert (status, reason(answer)) == (404, "notFound")


def test_a_person_may_leave(subject, server):
    """A reader removes themselves, and nobody else."""
    mine = shared(subject, user("reader"))[1]["id"]
    other = shared(subject, user("reader", "other@example.com"))[1]["id"]
    path = f"{permissions(subject)}/{other}"
    assert subject.call("DELETE", path, None, GUEST)[0] == 403
    assert (
        subject.call("DELETE", f"{permissions(subject)}/{mine}", None, GUEST)[0] == 204
    )
    assert GUEST not in roles(subject)


def test_ownership_is_offered_and_accepted(subject, server):
    """A pending owner becomes the owner by accepting; the old one stays a writer."""
    one = shared(subject, user())[1]["id"]
    path = f"{permissions(subject)}/{one}"
    accept = (f"{path}?transferOwnership=true", {"role": "owner"}, GUEST)
    assert subject.call("PATCH", *accept)[0] == 403
    offer = {"role": "writer", "pendingOwner": True}
    assert subject.call("PATCH", path, offer)[0] == 200
    assert subject.call("PATCH", *accept)[0] == 200
    assert roles(subject, GUEST) == {OWNER: "writer", GUEST: "owner"}


def test_the_owner_transfers_at_once(subject, server):
    """Creating an owner with transferOwnership makes the caller a writer."""
    assert shared(subject, user("owner"), query="?transferOwnership=true")[0] == 200
    assert roles(subject) == {OWNER: "writer", GUEST: "owner"}


REFUSED = [
    (user("owner"), 403, "forbidden"),
    (user("king"), 400, "invalid"),
    (user("organizer"), 501, "notImplemented"),
    (user(address="nobody"), 400, "invalid"),
    ({"type": "user", "emailAddress": GUEST}, 400, "required"),
    ({"role": "reader"}, 400, "required"),
    (ANYONE | {"emailAddress": GUEST}, 400, "invalid"),
    (ANYONE | {"allowFileDiscovery": True}, 501, "notImplemented"),
    (user() | {"expirationTime": "2030-01-01T00:00:00Z"}, 501, "notImplemented"),
    (user("reader") | {"pendingOwner": True}, 403, "pendingOwnerWriterRequired"),
]


@pytest.mark.parametrize(("body", "code", "why"), REFUSED)
def test_a_permission_that_cannot_be_is_refused(subject, server, body, code, why):
    """What is wrong with a permission is told by a reason."""
    status, answer = shared(subject, body)
    assert (status, reason(answer)) == (code, why)


def test_readers_neither_share_nor_see_who_else_may(subject, server):
    """Permissions are for those who may share."""
    shared(subject, user("reader"))
    for call in (
        ("GET", permissions(subject)),
        ("POST", permissions(subject), user("writer", "friend@example.com")),
    ):
        status, answer = subject.call(*call, email=GUEST)
        assert (status, reason(answer)) == (403, "insufficientFilePermissions")
