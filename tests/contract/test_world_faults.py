"""What goes wrong on the way: late, slow, lost and refused answers, other people."""

import time

import pytest
import requests

from local_sheets import Fault, LocalServer, World

OWNER = "owner@example.com"
GUEST = "guest@example.com"
SPANISH = (
    "Estás intentando editar una celda o un objeto protegido. Ponte en contacto con el "
    "propietario de la hoja de cálculo."
)


class Scene:
    """A server, a spreadsheet on it, and a person who works there."""

    def __init__(self):
        self.waited = []
        self.server = LocalServer(world=World(sleep=self.waited.append))
        self.session = requests.Session()
        token = self.server.issuer.access_token(OWNER)
        self.session.headers["Authorization"] = f"Bearer {token}"

    def read(self):
        return self.session.get(f"{self.url}/values/A1", timeout=5)

    def write(self, text):
        url = f"{self.url}/values/A1?valueInputOption=RAW"
        return self.session.put(url, json={"values": [[text]]}, timeout=5)

    def begin(self):
        """Start over with a new spreadsheet and nothing that goes wrong."""
        file_id = self.server.store.create("Shop", owner=OWNER)
        self.url = f"{self.server.url}/v4/spreadsheets/{file_id}"
        self.file_id = file_id
        self.server.world.before = self.server.world.after = None
        self.server.faults.clear()
        self.server.world.chance.seed(0)
        self.waited.clear()

    def cell(self):
        return self.read().json().get("values", [[""]])[0][0]

    def met(self, fault):
        self.server.faults.append(fault)


@pytest.fixture(scope="module")
def stage():
    scene = Scene()
    with scene.server, scene.session:
        yield scene


@pytest.fixture
def scene(stage):
    stage.begin()
    return stage


CANNED = [
    (Fault(503), "application/json", '"status": "UNAVAILABLE"'),
    (Fault(500), "application/json", '"status": "INTERNAL"'),
    (Fault(502, body="<h1>Bad gateway</h1>"), "text/html", "<h1>Bad gateway</h1>"),
    (Fault(429), "application/json", '"reason": "RATE_LIMIT_EXCEEDED"'),
    (Fault(401), "application/json", "Request had invalid authentication credentials"),
    (Fault(400, message=SPANISH), "application/json", SPANISH),
    (Fault(418, body={"mine": 1}), "application/json", '"mine": 1'),
]


@pytest.mark.parametrize(("fault", "kind", "part"), CANNED)
def test_an_answer_can_be_replaced(scene, fault, kind, part):
    """The next call gets the canned answer, does nothing, and the one after is fine."""
    scene.met(fault)
    answer = scene.write("x")
    assert answer.status_code == fault.status
    assert answer.headers["Content-Type"].startswith(kind)
    assert part in answer.text
    assert "Retry-After" not in answer.headers
    assert scene.cell() == ""


def test_a_refused_token_says_so_in_its_header(scene):
    """A canned 401 carries the challenge of a real one."""
    scene.met(Fault(401))
    assert 'error="invalid_token"' in scene.read().headers["WWW-Authenticate"]


def test_headers_can_be_added(scene):
    """Such as the time after which to come again."""
    scene.met(Fault(429, {"Retry-After": "7"}))
    assert scene.read().headers["Retry-After"] == "7"


@pytest.mark.parametrize(("after", "cell"), [(False, ""), (True, "x")])
def test_a_dropped_connection_gives_no_answer(scene, after, cell):
    """The socket closes before anything is sent; the work is done or not, as asked."""
    scene.met(Fault(drop=True, after=after))
    with pytest.raises(requests.ConnectionError):
        scene.write("x")
    assert scene.cell() == cell


def test_an_answer_can_be_lost_after_the_work(scene):
    """The write happened although its caller heard otherwise."""
    scene.met(Fault(503, after=True))
    assert scene.write("x").status_code == 503
    assert scene.cell() == "x"


def test_a_refusal_that_meets_a_fault_is_replaced_or_kept(scene):
    """A call that fails by itself is late or lost like any other."""
    scene.met(Fault(delay_s=2))
    wrong = f"{scene.url}/values/Nowhere!A1"
    assert scene.session.get(wrong).status_code == 400
    scene.met(Fault(503, after=True))
    assert scene.session.get(wrong).status_code == 503
    assert scene.waited == [2]


def test_an_answer_can_be_late(scene):
    """Always as late as asked, or by chance a little later."""
    scene.server.faults += [Fault(delay_s=2), Fault(delay_s=2, jitter_s=1)] * 2
    assert [scene.read().status_code for _ in range(4)] == [200] * 4
    first, jittered, third, again = scene.waited
    assert first == third == 2
    assert 2 < jittered < 3
    assert 2 < again < 3
    assert jittered != again


def test_an_answer_can_be_slow(scene):
    """Its body arrives in pieces, whole in the end."""
    plain = scene.read().content
    scene.met(Fault(slow_s=5))
    answer = scene.read()
    assert (answer.status_code, answer.content) == (200, plain)
    assert sum(scene.waited) == pytest.approx(5)
    assert len(scene.waited) > 5


def test_pieces_of_a_slow_answer_leave_at_once():
    """The first byte comes long before the last."""
    with LocalServer() as server, requests.Session() as session:
        token = server.issuer.access_token(OWNER)
        url = f"{server.url}/v4/spreadsheets/{server.store.create('Shop')}"
        server.faults.append(Fault(slow_s=0.4))
        headers = {"Authorization": f"Bearer {token}"}
        with session.get(url, headers=headers, stream=True) as answer:
            came_s = [time.perf_counter() for _ in answer.iter_content(8)]
    assert came_s[-1] - came_s[0] > 0.2


def test_a_server_that_ends_waits_for_nobody():
    """A very late answer does not keep it from stopping."""
    world = World()
    world.stopped.set()
    started_s = time.perf_counter()
    world.pause(60)
    assert time.perf_counter() - started_s < 30


def statuses(scene, count):
    return [scene.read().status_code for _ in range(count)]


def test_a_fault_may_last(scene):
    """For so many calls, or until it is taken away."""
    scene.met(Fault(503, times=2))
    assert statuses(scene, 3) == [503, 503, 200]
    scene.met(Fault(503, times=None))
    assert statuses(scene, 4) == [503] * 4


def test_chance_repeats_with_its_seed(scene):
    """The same seed brings the same bad luck."""
    scene.met(Fault(503, chance=0.5, times=None))
    first = statuses(scene, 12)
    scene.server.world.chance.seed(0)
    assert statuses(scene, 12) == first
    assert set(first) == {200, 503}


@pytest.mark.parametrize(
    ("fault", "reads", "writes"),
    [
        (Fault(503, method="PUT"), 200, 503),
        (Fault(503, path="values"), 503, 200),
        (Fault(503, path="nowhere"), 200, 200),
    ],
)
def test_a_fault_waits_for_the_call_it_is_meant_for(scene, fault, reads, writes):
    """By method, by a part of the path, or by both."""
    scene.met(fault)
    assert scene.read().status_code == reads
    assert scene.write("x").status_code == writes


def test_faults_are_set_over_http(scene):
    """The admin path adds them, lists them and clears them."""
    url = f"{scene.server.url}/local/faults"
    asked = {"status": 503, "body": "<p>later</p>", "times": None, "seed": 3}
    assert scene.session.post(url, json=asked).json()["faults"][0]["status"] == 503
    assert statuses(scene, 2) == [503, 503]
    (listed,) = scene.session.get(url).json()["faults"]
    assert (listed["body"], listed["times"]) == ("<p>later</p>", None)
    assert scene.session.delete(url).json() == {"faults": []}
    assert statuses(scene, 1) == [200]


@pytest.mark.parametrize(
    "body", [{"state": 503}, {"status": "503"}, {"drop": 1}, {"delay_s": True}, []]
)
def test_wrong_faults_are_refused(scene, body):
    """A name or type that is not known adds nothing."""
    answer = scene.session.post(f"{scene.server.url}/local/faults", json=body)
    assert (answer.status_code, scene.server.faults) == (400, [])


def typed(scene, text):
    """Play another person who types into A1."""
    cell = {"userEnteredValue": {"stringValue": text}}
    write = {
        "start": {"sheetId": 0},
        "rows": [{"values": [cell]}],
        "fields": "userEnteredValue",
    }
    scene.server.store.batch_update(scene.file_id, [{"updateCells": write}])


def test_other_people_edit_before_a_call_is_done(scene):
    """What they type is there when the call looks."""
    scene.server.world.before = lambda method, path, body: typed(scene, "theirs")
    assert scene.cell() == "theirs"


def test_other_people_edit_after_a_call_is_done(scene):
    """The caller's answer is of before, the spreadsheet of after."""

    def once(method, path, body):
        scene.server.world.after = None
        typed(scene, "theirs")

    scene.server.world.after = once
    url = f"{scene.url}/values/A1?valueInputOption=RAW&includeValuesInResponse=true"
    answer = scene.session.put(url, json={"values": [["mine"]]}).json()
    assert answer["updatedData"]["values"] == [["mine"]]
    assert scene.cell() == "theirs"
