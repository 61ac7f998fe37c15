"""Who may call what: tokens, scopes, keys, and what a file's people may do."""

import json
from datetime import UTC, datetime, timedelta

import google.auth.exceptions
import google.auth.transport.requests
import pytest
import requests
from google.oauth2 import credentials, service_account

from local_sheets import LocalServer, World
from local_sheets.api.hosts import check_host, served_hosts
from local_sheets.api.identity import DRIVE_FILE, SPREADSHEETS, Issuer
from local_sheets.clock import system_clock
from local_sheets.errors import ApiError

OWNER = "owner@example.com"
GUEST = "guest@example.com"
AUTH = "https://www.googleapis.com/auth/"
READ_ONLY = f"{SPREADSHEETS}.readonly"
ROBOT = "robot@local-sheets.iam.gserviceaccount.com"
REALM = 'Bearer realm="https://accounts.google.com/"'
A1 = "/values/A1"
WRITE = ("PUT", "/values/A1?valueInputOption=RAW", {"values": [["x"]]})


class Hands:
    """A server whose clock a test can turn, and a spreadsheet on it."""

    def __init__(self):
        self.now = datetime(2026, 11, 21, 9, tzinfo=UTC)
        self.server = LocalServer(world=World(clock=lambda: self.now))
        self.issuer, self.store = self.server.issuer, self.server.store
        self.file_id = self.store.create("Shop", owner=OWNER)
        self.session = requests.Session()
        self.key = self.issuer.service_account("robot", "http://here/token")

    def call(self, method="GET", path=A1, body=None, *, token="", **headers):
        if token:
            headers["Authorization"] = f"Bearer {token}"
        is_whole = path.startswith(("/v4", "/drive", "/local"))
        root = "" if is_whole else f"/v4/spreadsheets/{self.file_id}"
        url = f"{self.server.url}{root}{path}"
        return self.session.request(method, url, json=body, headers=headers, timeout=5)

    def admin(self, path, body):
        return self.call("POST", f"/local/{path}", body).json()

    def as_user(self, *call, email=GUEST, scopes=(SPREADSHEETS,), **options):
        token = self.issuer.access_token(email, scopes, **options)
        return self.call(*call, token=token)


@pytest.fixture(scope="module")
def served():
    hands = Hands()
    with hands.server, hands.session:
        yield hands


@pytest.fixture
def hands(served):
    served.file_id = served.store.create("Shop", owner=OWNER)
    return served


def error(answer):
    return answer.json()["error"]


ROLES = [
    (None, 403, 403),
    ("reader", 200, 403),
    ("commenter", 200, 403),
    ("writer", 200, 200),
]


@pytest.mark.parametrize("shared_with", [GUEST, "anyone"])
@pytest.mark.parametrize(("role", "reads", "writes"), ROLES)
def test_a_role_decides_what_a_person_may_do(hands, shared_with, role, reads, writes):
    """Readers and commenters read, writers write, strangers are refused."""
    if role:
        hands.store.share(hands.file_id, shared_with, role)
    assert hands.as_user().status_code == reads
    answer = hands.as_user(*WRITE)
    assert answer.status_code == writes
    if writes == 403:
        wanted = ("PERMISSION_DENIED", "The caller does not have permission")
        assert (error(answer)["status"], error(answer)["message"]) == wanted


def test_a_file_nobody_has_is_not_found(hands):
    """An unknown id answers 404 whoever asks."""
    answer = hands.as_user("GET", "/v4/spreadsheets/none")
    assert answer.status_code == 404
    wanted = ("NOT_FOUND", "Requested entity was not found.")
    assert (error(answer)["status"], error(answer)["message"]) == wanted


@pytest.mark.parametrize(
    "header", ["Bearer nobody", "Bearer ", "Basic abc", "Bearer ya29.a0AfB_by"]
)
def test_a_token_of_another_issuer_is_refused(hands, header):
    """A forged token gets Google's sentence and its challenge."""
    answer = hands.call(Authorization=header)
    assert answer.status_code == 401
    assert error(answer)["status"] == "UNAUTHENTICATED"
    assert error(answer)["message"].startswith(
        "Request had invalid authentication credentials. Expected OAuth 2 access token"
    )
    assert answer.headers["WWW-Authenticate"] == f'{REALM}, error="invalid_token"'


NOBODY = [
    (("GET", A1), 403, "Method doesn't allow unregistered callers"),
    (WRITE, 401, "Request is missing required authentication credential."),
]


@pytest.mark.parametrize(("call", "status", "message"), NOBODY)
def test_calls_without_credentials_are_refused(hands, call, status, message):
    """What a key could read asks for a key, anything else for a token."""
    answer = hands.call(*call)
    assert answer.status_code == status
    assert error(answer)["message"].startswith(message)


def test_a_token_ends_when_it_said_so(hands):
    """An access token works until its time is over, and not when revoked."""
    token = hands.issuer.access_token(OWNER, expires_in_s=60)
    assert hands.call(token=token).status_code == 200
    hands.now += timedelta(seconds=60)
    assert hands.call(token=token).status_code == 401
    token = hands.issuer.access_token(OWNER)
    revoke = f"{hands.server.url}/revoke"
    assert hands.session.post(revoke, data={"token": token}).status_code == 200
    assert hands.call(token=token).status_code == 401
    assert hands.session.post(revoke, data={"token": token}).status_code == 400


SCOPES = [
    ([READ_ONLY], ("GET", A1), 200),
    ([f"{AUTH}drive.readonly"], ("GET", A1), 200),
    (["https://spreadsheets.google.com/feeds"], ("GET", A1), 200),
    ([READ_ONLY], WRITE, 403),
    ([f"{AUTH}drive.readonly"], WRITE, 403),
    ([f"{AUTH}drive"], WRITE, 200),
    ([f"{AUTH}spreadsheets.currentonly"], ("GET", A1), 403),
    ([READ_ONLY], ("POST", ":getByDataFilter", {}), 403),
    ([SPREADSHEETS], ("GET", "/drive/v3/files"), 403),
    ([f"{AUTH}drive.metadata.readonly"], ("GET", "/drive/v3/files"), 200),
]


@pytest.mark.parametrize(("scopes", "call", "status"), SCOPES)
def test_a_token_is_good_for_its_scopes(hands, scopes, call, status):
    """Each method takes the scopes that the discovery document names."""
    answer = hands.as_user(*call, email=OWNER, scopes=scopes)
    assert answer.status_code == status
    if status == 403:
        found = error(answer)
        assert found["message"] == "Request had insufficient authentication scopes."
        assert found["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
        challenge = answer.headers["WWW-Authenticate"]
        assert challenge.startswith(f'{REALM}, error="insufficient_scope", scope="')


def test_the_refused_scope_names_service_and_method(hands):
    """Programs are told which method of which service they may not call."""
    answer = hands.as_user(*WRITE, email=OWNER, scopes=[READ_ONLY])
    assert error(answer)["details"] == [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            "domain": "googleapis.com",
            "metadata": {
                "service": "sheets.googleapis.com",
                "method": "google.apps.sheets.v4.SpreadsheetsService.UpdateValues",
            },
        }
    ]


def test_drive_gives_its_own_reason_for_a_refused_scope(hands):
    """Drive's errors list a reason beside the sentence."""
    answer = hands.as_user("GET", "/drive/v3/files", scopes=[SPREADSHEETS])
    (item,) = error(answer)["errors"]
    wanted = ("Insufficient Permission", "insufficientPermissions")
    assert (item["message"], item["reason"]) == wanted
    method = error(answer)["details"][0]["metadata"]["method"]
    assert method == "google.apps.drive.v3.DriveFiles.List"


def test_drive_file_reaches_only_the_files_of_its_application(hands):
    """Files it made or was given by the picker, under any user's own role."""
    app = {"scopes": [DRIVE_FILE], "client_id": "app", "email": OWNER}
    token = hands.issuer.access_token(**app)
    assert hands.call(token=token).status_code == 404
    made = hands.call("POST", "/v4/spreadsheets", {}, token=token).json()
    own = f"/v4/spreadsheets/{made['spreadsheetId']}"
    assert hands.call("GET", own, token=token).status_code == 200
    listed = hands.call("GET", "/drive/v3/files", token=token).json()["files"]
    assert [file["id"] for file in listed] == [made["spreadsheetId"]]
    other = hands.issuer.access_token(OWNER, [DRIVE_FILE], client_id="other")
    assert hands.call(token=other).status_code == 404
    hands.admin("picked", {"client_id": "app", "spreadsheet_id": hands.file_id})
    assert hands.call(token=token).status_code == 200


def test_a_key_reads_what_anyone_may_read(hands):
    """As a query parameter or header; it never writes, and it has to be known."""
    key = hands.admin("api-keys", {})["key"]
    assert hands.call("GET", f"{A1}?key={key}").status_code == 403
    hands.store.share(hands.file_id, "anyone", "writer")
    assert hands.call("GET", f"{A1}?key={key}").status_code == 200
    assert hands.call(**{"X-Goog-Api-Key": key}).status_code == 200
    refused = hands.call(*WRITE, **{"X-Goog-Api-Key": key})
    assert refused.status_code == 401
    assert error(refused)["message"].startswith("API keys are not supported")
    wrong = hands.call("GET", f"{A1}?key=AIzaNobody")
    assert wrong.status_code == 400
    assert error(wrong)["details"][0]["reason"] == "API_KEY_INVALID"


def test_a_service_account_gets_tokens_with_its_key_file(hands, tmp_path):
    """google-auth's own class signs, fetches and refreshes with the file we give."""
    path = tmp_path / "key.json"
    path.write_text(json.dumps(hands.admin("service-accounts", {"name": "robot"})))
    hands.now = system_clock()
    robot = service_account.Credentials.from_service_account_file(
        path, scopes=[SPREADSHEETS]
    )
    assert robot.service_account_email == ROBOT
    with google.auth.transport.requests.AuthorizedSession(robot) as session:
        url = f"{hands.server.url}/v4/spreadsheets/{hands.file_id}"
        assert session.get(url).status_code == 403
        hands.store.share(hands.file_id, ROBOT, "writer")
        assert session.get(url).status_code == 200
        hands.now += timedelta(hours=1)
        assert session.get(url).status_code == 200


def asserted(hands, **claims):
    """Return the token endpoint's answer to a JWT of a service account."""
    key = hands.key
    email, signer = hands.issuer.robot(key["private_key_id"])
    now_s = int(hands.now.timestamp())
    whole = {
        "iss": email,
        "aud": key["token_uri"],
        "scope": SPREADSHEETS,
        "iat": now_s,
        "exp": now_s + 3600,
        **claims,
    }
    return granted(
        hands,
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        assertion=signer.signed(whole),
    )


def granted(hands, kind, **form):
    url = f"{hands.server.url}/token"
    with hands.session.post(url, data={"grant_type": kind, **form}) as answer:
        return answer.status_code, answer.json()


ASSERTIONS = [
    ({"iss": "other@example.com"}, "invalid_grant"),
    ({"iat": 0, "exp": 3600}, "invalid_grant"),
    ({"exp": 2**40}, "invalid_grant"),
    ({"aud": "https://example.com/"}, "invalid_grant"),
    ({"sub": OWNER}, "unauthorized_client"),
    ({"scope": ""}, "invalid_scope"),
]


@pytest.mark.parametrize(("claims", "problem"), ASSERTIONS)
def test_a_service_account_is_held_to_the_rules(hands, claims, problem):
    """Wrong issuer, time, audience, person or scope buys no token."""
    assert asserted(hands, **claims)[1]["error"] == problem


def test_a_service_account_gets_an_id_token_for_an_audience(hands):
    """target_audience asks for an ID token in place of an access token."""
    status, answer = asserted(hands, target_audience="https://service")
    claims = hands.issuer.id_claims(answer["id_token"])
    assert (status, claims["aud"], claims["email"]) == (200, "https://service", ROBOT)


BROKEN = ["", "x", "a.b.c", "e30.e30.e30", "bnVsbA.bnVsbA.AA"]


@pytest.mark.parametrize("assertion", BROKEN)
def test_a_broken_assertion_buys_nothing(hands, assertion):
    """What is no JWT, or names no key, is refused."""
    kind = "urn:ietf:params:oauth:grant-type:jwt-bearer"
    status, answer = granted(hands, kind, assertion=assertion)
    assert (status, set(answer)) == (400, {"error", "error_description"})


def test_a_forged_assertion_buys_nothing(hands):
    """Claims that were changed after signing do not pass."""
    key = hands.key
    _, signer = hands.issuer.robot(key["private_key_id"])
    head, _, mark = signer.signed({"iss": ROBOT}).split(".")
    forged = (
        f"{head}.{signer.signed({'iss': ROBOT, 'scope': 'x'}).split('.')[1]}.{mark}"
    )
    kind = "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert granted(hands, kind, assertion=forged)[1] == {
        "error": "invalid_grant",
        "error_description": "Invalid JWT Signature.",
    }


def test_a_key_file_of_an_earlier_run_is_taken_again(hands):
    """The same key speaks for the same account after a restart."""
    key = hands.key
    again = Issuer()
    again.know_service_account(key)
    email, signer = again.robot(key["private_key_id"])
    _, first = hands.issuer.robot(key["private_key_id"])
    assert email == ROBOT
    assert signer.claims_of(first.signed({"iss": ROBOT})) == {"iss": ROBOT}


def test_a_user_gets_new_tokens_with_the_refresh_token(hands):
    """google-auth's own class refreshes when a token is missing or has expired."""
    user = hands.admin("users", {"email": OWNER, "scopes": [READ_ONLY]})
    hands.now = system_clock()
    person = credentials.Credentials(
        None,
        refresh_token=user["refresh_token"],
        token_uri=user["token_uri"],
        client_id=user["client_id"],
        client_secret=user["client_secret"],
    )
    url = f"{hands.server.url}/v4/spreadsheets/{hands.file_id}"
    with google.auth.transport.requests.AuthorizedSession(person) as session:
        assert session.get(f"{url}{A1}").status_code == 200
        hands.now += timedelta(hours=1)
        assert session.get(f"{url}{A1}").status_code == 200
        assert session.post(f"{url}:batchUpdate", json={}).status_code == 403
        hands.issuer.revoke(user["refresh_token"])
        hands.now += timedelta(hours=1)
        with pytest.raises(google.auth.exceptions.RefreshError):
            session.get(f"{url}{A1}")


def test_unknown_grants_are_refused(hands):
    """The token endpoint knows two ways of asking."""
    assert granted(hands, "password")[1]["error"] == "unsupported_grant_type"


def about(hands, path, **query):
    url = f"{hands.server.url}{path}"
    with hands.session.get(url, params=query) as answer:
        return answer.status_code, answer.json()


def test_tokens_can_be_looked_up(hands):
    """tokeninfo and userinfo tell whom a token stands for and for how long."""
    body = {"email": GUEST, "scopes": READ_ONLY, "expires_in": 100, "audience": "a"}
    tokens = hands.admin("tokens", body)
    status, told = about(
        hands, "/oauth2/v3/tokeninfo", access_token=tokens["access_token"]
    )
    assert (status, told["email"], told["scope"]) == (200, GUEST, READ_ONLY)
    assert told["expires_in"] == "100"
    _, claims = about(hands, "/tokeninfo", id_token=tokens["id_token"])
    assert (claims["email"], claims["aud"]) == (GUEST, "a")
    _, person = about(hands, "/oauth2/v3/userinfo", access_token="")
    assert person["error"] == "invalid_request"
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    url = f"{hands.server.url}/oauth2/v3/userinfo"
    assert hands.session.get(url, headers=headers).json()["email"] == GUEST
    for unknown in ("access_token", "id_token"):
        assert about(hands, "/tokeninfo", **{unknown: "a.b.c"})[0] == 400


HOSTS = [
    ({"Host": "localhost"}, 200),
    ({"Host": "LOCALHOST:8093"}, 200),
    ({"Host": "127.0.0.1"}, 200),
    ({"Host": "[::1]:8093"}, 200),
    ({"Host": "evil.example"}, 403),
    ({"Host": "127.0.0.1.evil.example"}, 403),
    ({"Host": "[::1"}, 403),
    ({"Origin": "http://localhost:3000"}, 200),
    ({"Origin": "https://evil.example"}, 403),
    ({"Origin": "null"}, 403),
]


@pytest.mark.parametrize(("headers", "status"), HOSTS)
def test_only_this_machine_is_served(hands, headers, status):
    """A page elsewhere reaches the server neither by a name nor from its origin."""
    assert hands.call("GET", "/local/quotas", **headers).status_code == status


@pytest.mark.parametrize(
    ("bound", "host", "is_served"),
    [
        ("192.168.1.7", "192.168.1.7:8093", True),
        ("::", "192.168.1.7", True),
        ("::", "evil.example", False),
        ("127.0.0.1", "192.168.1.7", False),
        ("127.0.0.1", "", True),
    ],
)
def test_the_bound_address_is_served_too(bound, host, is_served):
    """Listening everywhere serves addresses, never names a stranger chose."""
    if is_served:
        check_host(host, "", served_hosts(bound))
    else:
        with pytest.raises(ApiError, match="does not serve this Host"):
            check_host(host, "", served_hosts(bound))


def test_a_page_of_this_machine_may_read_the_answer(hands):
    """A browser hears so, before the call and with it; other pages hear nothing."""
    page = "http://localhost:3000"
    url = f"{hands.server.url}/v4/spreadsheets/x"
    wanted = {"Origin": page, "Access-Control-Request-Headers": "authorization"}
    before = requests.options(url, headers=wanted, timeout=10)
    assert before.status_code == 200
    assert before.headers["Access-Control-Allow-Origin"] == page
    assert before.headers["Access-Control-Allow-Headers"] == "authorization"
    assert "POST" in before.headers["Access-Control-Allow-Methods"]
    answer = requests.get(url, headers={"Origin": page}, timeout=10)
    assert answer.headers["Access-Control-Allow-Origin"] == page
    other = {"Origin": "https://evil.example"}
    for refused in (requests.options, requests.get):
        found = refused(url, headers=other, timeout=10).headers
        assert "Access-Control-Allow-Origin" not in found


def test_the_apis_are_described_with_this_address(hands):
    """A client that builds itself from a discovery document finds this server."""
    for path in ("/$discovery/rest?version=v4", "/discovery/v1/apis/sheets/v4/rest"):
        found = requests.get(f"{hands.server.url}{path}", timeout=10).json()
        assert (found["id"], found["rootUrl"]) == ("sheets:v4", f"{hands.server.url}/")
    drive = requests.get(
        f"{hands.server.url}/discovery/v1/apis/drive/v3/rest", timeout=10
    )
    assert drive.json()["baseUrl"] == f"{hands.server.url}/drive/v3/"
    unknown = requests.get(f"{hands.server.url}/$discovery/rest?version=v9", timeout=10)
    assert unknown.status_code == 404
