"""Drive v3: making, describing, moving, copying and binning files."""

import pytest

FILES = "/drive/v3/files"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
CSV = "text/csv"
STRANGER = "stranger@example.com"


def made(subject, **body):
    status, answer = subject.call("POST", FILES, body)
    assert status == 200, answer
    return answer["id"]


def folder(subject, name="Clients"):
    return made(subject, name=name, mimeType=FOLDER)


def fields(subject, file_id, names):
    status, answer = subject.call("GET", f"{FILES}/{file_id}?fields={names}")
    assert status == 200, answer
    return answer


def patched(subject, file_id, body, query=""):
    return subject.call("PATCH", f"{FILES}/{file_id}?{query}", body)


def test_a_new_file_is_a_blank_american_spreadsheet(subject, server):
    """files.create answers kind, id, name and type; Sheets opens what it made."""
    status, answer = subject.call("POST", FILES, {"name": "N", "mimeType": SPREADSHEET})
    file_id = answer.pop("id")
    expected = {"kind": "drive#file", "name": "N", "mimeType": SPREADSHEET}
    assert (status, answer) == (200, expected)
    path = f"/v4/spreadsheets/{file_id}?fields=properties(title,locale,timeZone)"
    properties = {"title": "N", "locale": "en_US", "timeZone": "Etc/GMT"}
    assert subject.call("GET", path)[1] == {"properties": properties}


def test_asking_for_every_field_gives_more_than_asking_for_none(subject, server):
    """`fields=*` shows owners, times and what the caller may do."""
    shown = fields(subject, subject.spreadsheet_id, "*")
    assert shown["owners"][0]["me"]
    assert shown["permissions"][0]["role"] == "owner"
    assert shown["capabilities"]["canDelete"]
    assert {"createdTime", "modifiedTime", "webViewLink", "parents"} <= set(shown)


def test_a_copy_belongs_to_who_copies(subject, server):
    """A reader copies cells and formats; nobody else sees the copy."""
    subject.share(STRANGER, "reader")
    path = f"{FILES}/{subject.spreadsheet_id}/copy"
    status, answer = subject.call("POST", path, {"name": None}, STRANGER)
    assert (status, answer["name"]) == (200, "Copy of Tracker")
    values = f"/v4/spreadsheets/{answer['id']}/values/Orders!A2"
    assert subject.call("GET", values, None, STRANGER)[1]["values"] == [["Ann"]]
    assert subject.call("GET", values)[0] == 403
    clear = f"/v4/spreadsheets/{answer['id']}/values/Orders!A2:clear"
    assert subject.call("POST", clear, {}, STRANGER)[0] == 200
    assert subject.values("Orders!A2") == [["Ann"]]


def test_a_file_is_renamed_and_described(subject, server):
    """The name is the spreadsheet's title; a description is kept."""
    status, _ = patched(
        subject, subject.spreadsheet_id, {"name": "R", "description": "d"}
    )
    assert status == 200
    assert fields(subject, subject.spreadsheet_id, "name,description") == {
        "name": "R",
        "description": "d",
    }
    assert subject.get("?fields=properties.title") == {"properties": {"title": "R"}}


def test_a_binned_file_is_found_by_trashed_and_opens_by_id(subject, server):
    """The bin hides nothing from who knows the id, and gives back what it holds."""
    patched(subject, subject.spreadsheet_id, {"trashed": True})
    query = f"{FILES}?q=trashed=true&fields=files.id"
    found = [one["id"] for one in subject.call("GET", query)[1]["files"]]
    assert subject.spreadsheet_id in found
    assert subject.get("?fields=spreadsheetId")
    patched(subject, subject.spreadsheet_id, {"trashed": False})
    assert fields(subject, subject.spreadsheet_id, "trashed") == {"trashed": False}


def test_folders_hold_files_and_share_them(subject, server):
    """A file in a folder is listed there, and seen by who sees the folder."""
    folder_id = folder(subject)
    inside = made(subject, name="Inside", mimeType=SPREADSHEET, parents=[folder_id])
    for query in (f"'{folder_id}' in parents", f'parents in "{folder_id}"'):
        listed = subject.call("GET", f"{FILES}?q={query}&fields=files.id")[1]
        assert listed == {"files": [{"id": inside}]}
    permission = {"type": "user", "role": "reader", "emailAddress": STRANGER}
    subject.call("POST", f"{FILES}/{folder_id}/permissions", permission)
    assert subject.call("GET", f"/v4/spreadsheets/{inside}", None, STRANGER)[0] == 200
    later = made(subject, name="Later", parents=[folder_id])
    assert subject.call("GET", f"/v4/spreadsheets/{later}", None, STRANGER)[0] == 200


def test_a_folder_is_deleted_with_what_is_in_it(subject, server):
    """Nothing is left of the files in a folder, or in a folder inside it."""
    outer = folder(subject)
    inner = made(subject, name="Inner", mimeType=FOLDER, parents=[outer])
    leaf = made(subject, name="Leaf", parents=[inner])
    assert subject.call("DELETE", f"{FILES}/{outer}") == (204, None)
    assert subject.call("GET", f"{FILES}/{leaf}")[0] == 404


def test_a_file_moves_from_folder_to_folder(subject, server):
    """A move names the old place and the new one; a second place is refused."""
    first, second = folder(subject, "One"), folder(subject, "Two")
    file_id = subject.spreadsheet_id
    moved = patched(subject, file_id, {}, f"addParents={first}&removeParents=root")
    assert moved[0] == 200
    assert fields(subject, file_id, "parents") == {"parents": [first]}
    status, answer = patched(subject, file_id, {}, f"addParents={second}")
    assert (status, answer["error"]["errors"][0]["reason"]) == (403, "cannotAddParent")


def test_a_folder_is_never_inside_itself(subject, server):
    """Neither directly nor by way of a folder in it."""
    outer = folder(subject)
    inner = made(subject, name="Inner", mimeType=FOLDER, parents=[outer])
    for target in (outer, inner):
        move = f"addParents={target}&removeParents=root"
        status, answer = patched(subject, outer, {}, move)
        reason = answer["error"]["errors"][0]["reason"]
        assert (status, reason) == (403, "cyclicalParents")


def test_a_binned_folder_takes_its_files_along(subject, server):
    """What is in a folder is in the bin with it, and comes back with it."""
    folder_id = folder(subject)
    inside = made(subject, name="Inside", parents=[folder_id])
    for binned in (True, False):
        patched(subject, folder_id, {"trashed": binned})
        assert fields(subject, inside, "trashed") == {"trashed": binned}


def test_the_sheets_api_does_not_open_a_folder(subject, server):
    """A folder is a file, not a spreadsheet."""
    status, answer = subject.call("GET", f"/v4/spreadsheets/{folder(subject)}")
    assert (status, answer["error"]["status"]) == (400, "FAILED_PRECONDITION")


def test_sheets_titles_and_times_show_in_drive(subject, server):
    """A title set in Sheets is the file's name; the change has date and maker."""
    before = fields(subject, subject.spreadsheet_id, "modifiedTime")
    subject.share(STRANGER, "writer")
    title = {"properties": {"title": "T"}, "fields": "title"}
    body = {"requests": [{"updateSpreadsheetProperties": title}]}
    assert subject.call("POST", ":batchUpdate", body, STRANGER)[0] == 200
    after = fields(
        subject, subject.spreadsheet_id, "name,modifiedTime,lastModifyingUser"
    )
    assert after["name"] == "T"
    assert after["lastModifyingUser"]["emailAddress"] == STRANGER
    assert after["modifiedTime"] >= before["modifiedTime"]


REFUSED = [
    ("GET", "nope", None, 404, "notFound", "File not found: nope."),
    ("DELETE", "nope", None, 404, "notFound", "File not found: nope."),
    ("GET", "?pageSize=0", None, 400, "invalidParameter", "Invalid value '0'. Values"),
    ("GET", "?pageToken=x", None, 400, "invalid", "Invalid Value"),
    ("GET", "?orderBy=colour", None, 400, "invalid", "Invalid Value"),
    ("GET", "?fields=items", None, 400, "invalidParameter", "Invalid field selection"),
    ("GET", "?corpora=drive", None, 501, "notImplemented", "local_sheets does not"),
    ("POST", "", {"owners": []}, 403, "fieldNotWritable", "The resource body"),
    ("POST", "", {"starred": True}, 501, "notImplemented", "local_sheets does not"),
    ("POST", "", {"parents": ["x"]}, 404, "notFound", "File not found: x."),
    ("POST", "", {"mimeType": CSV}, 501, "notImplemented", "local_sheets does not"),
    ("PATCH", "{id}", {"parents": ["x"]}, 403, "fieldNotWritable", "The parents"),
    ("PATCH", "{id}", {"mimeType": CSV}, 501, "notImplemented", "local_sheets does"),
    ("GET", "{id}?alt=media", None, 403, "fileNotDownloadable", "Only files with"),
    ("GET", "{id}/export", None, 400, "required", "Required parameter: mimeType"),
    (
        "GET",
        "{id}/export?mimeType=application/pdf",
        None,
        400,
        "badRequest",
        "The requested conversion is not supported.",
    ),
    ("GET", "{id}/comments", None, 400, "required", "The 'fields' parameter is"),
]


@pytest.mark.parametrize("case", REFUSED)
def test_drive_refuses_in_its_own_way(subject, server, case):
    """Drive's errors carry a reason, and say the sentence twice."""
    verb, rest, body, code, reason, said = case
    slash = "/" if rest and not rest.startswith("?") else ""
    path = FILES + slash + rest.format(id=subject.spreadsheet_id)
    status, answer = subject.call(verb, path, body)
    error = answer["error"]
    (item,) = error["errors"]
    assert (status, error["code"], item["reason"]) == (code, code, reason)
    assert item["message"] == error["message"]
    assert error["message"].startswith(said)


def test_a_file_of_others_is_not_there_or_not_for_writing(subject, server):
    """Strangers hear of no file; readers are told they may not."""
    path = f"{FILES}/{subject.spreadsheet_id}"
    status, answer = subject.call("GET", path, None, STRANGER)
    message = f"File not found: {subject.spreadsheet_id}."
    item = {
        "message": message,
        "domain": "global",
        "reason": "notFound",
        "location": "fileId",
        "locationType": "parameter",
    }
    expected = {"code": 404, "message": message, "errors": [item]}
    assert (status, answer) == (404, {"error": expected})
    subject.share(STRANGER, "reader")
    status, answer = subject.call("PATCH", path, {"name": "Mine"}, STRANGER)
    reason = answer["error"]["errors"][0]["reason"]
    assert (status, reason) == (403, "insufficientFilePermissions")


def test_comments_are_kept_and_listed_newest_first(subject, server):
    """Comments come with their author; the caller names the fields wanted."""
    path = f"{FILES}/{subject.spreadsheet_id}/comments"
    for text in ("one", "two"):
        status, _ = subject.call("POST", f"{path}?fields=id", {"content": text})
        assert status == 200
    listed = subject.call("GET", f"{path}?fields=comments(content,author.me)")[1]
    mine = {"author": {"me": True}}
    assert listed == {
        "comments": [{"content": "two"} | mine, {"content": "one"} | mine]
    }


def test_about_tells_who_calls(subject, server):
    """about.get names the caller."""
    status, answer = subject.call("GET", "/drive/v3/about?fields=user.emailAddress")
    assert (status, answer) == (200, {"user": {"emailAddress": "owner@example.com"}})


def test_there_are_no_shared_drives(subject, server):
    """drives.list is empty, not refused."""
    status, answer = subject.call("GET", "/drive/v3/drives")
    assert (status, answer["drives"]) == (200, [])
