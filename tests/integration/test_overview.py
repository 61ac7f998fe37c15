"""The Overview as a seller sees it: figures, charts, and colours that stay."""

from datetime import UTC, datetime

import pytest

from sheets_sync.looks import COLOURS
from tests.conftest import Tracker, create_spreadsheet

LATER = {"clock": lambda: datetime(2026, 11, 21, 17, tzinfo=UTC)}
RULES = [
    ["Kind", "Segment", "Orders", "Meaning", "Message"],
    ["Segment", "Best", ">=5", "Orders a lot.", "Hi {name}, thank you!"],
    ["Segment", "Some", ">=1", "Has ordered.", ""],
    ["Segment", "Nobody yet", "", "", ""],
]
CUSTOMERS = [
    ["Name", "Phone", "Orders", "Total spent", "Last order"],
    ["Ada Obi", "+2348030000101", 6, 90000, 46340],
    ["Bisi Ade", "+2348030000102", 1, 6000, 46250],
    ["Chike Eze", "", 0, None, None],
    ["Dayo Ola", "+2348030000104", 1, 4000, 46338],
]


@pytest.fixture(scope="module")
def once(shared_server) -> Tracker:
    """Four customers, refreshed once under three rules of the seller's own."""
    tabs = {"People": CUSTOMERS}
    tracker = Tracker(shared_server, create_spreadsheet(shared_server, tabs))
    tracker.refresh()
    _write_rules(tracker, RULES)
    tracker.refresh()
    return tracker


@pytest.fixture
def shop(once) -> Tracker:
    """The four customers, refreshed, as a tracker of the test's own."""
    return once.copy()


def _write_rules(tracker, rules):
    rows = tracker.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row[:2] == ["Kind", "Segment"])
    width, height = max(map(len, rows)), max(len(rows) - at, len(rules))
    padded = [[*row, *[""] * (width - len(row))] for row in rules]
    padded += [[""] * width] * (height - len(rules))
    start = {
        "sheetId": tracker.sheet_id("Segment rules"),
        "rowIndex": at,
        "columnIndex": 0,
    }
    body = [
        {"values": [{"userEnteredValue": {"stringValue": c}} if c else {} for c in row]}
        for row in padded
    ]
    write = {"start": start, "rows": body, "fields": "userEnteredValue"}
    tracker.send({"updateCells": write})


def _rename(tracker, old, new):
    rows = tracker.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row[1:2] == [old])
    tracker.type_cell("Segment rules", at, 1, new)


def _charts(tracker):
    """Return the charts of the Overview by title."""
    body = tracker.client().get(
        tracker.spreadsheet_id, "sheets(properties.title,charts)"
    )
    (found,) = (s for s in body["sheets"] if s["properties"]["title"] == "Overview")
    return {one["spec"]["title"]: one for one in found.get("charts", [])}


def _rows_of(chart):
    """Return the first and last row of each range of a chart."""
    basic = chart["spec"]["basicChart"]
    data = [basic["domains"][0]["domain"], *(one["series"] for one in basic["series"])]
    (span,) = {
        (source["startRowIndex"], source["endRowIndex"])
        for one in data
        for source in one["sourceRange"]["sources"]
    }
    return span


def _point_colours(chart):
    overrides = chart["spec"]["basicChart"]["series"][0]["styleOverrides"]
    return [_hex(one["colorStyle"]["rgbColor"]) for one in overrides]


def _hex(rgb):
    channels = (round(255 * rgb.get(name, 0)) for name in ("red", "green", "blue"))
    return "#" + "".join(f"{channel:02X}" for channel in channels)


def _tab_colours(tracker):
    fields = "sheets.properties(title,hidden,tabColorStyle)"
    body = tracker.client().get(tracker.spreadsheet_id, fields)
    return {
        one["properties"]["title"]: _hex(one["properties"]["tabColorStyle"]["rgbColor"])
        for one in body["sheets"]
        if "tabColorStyle" in one["properties"] and not one["properties"].get("hidden")
    }


def _header_row(tracker):
    rows = tracker.rows("Overview")
    return next(i for i, row in enumerate(rows) if row[:1] == ["Segment"])


def test_the_overview_begins_with_the_figures_of_the_shop(shop):
    """R3: with when to refresh again; what the tracker does not tell is left out."""
    rows = shop.rows("Overview")

    figures = {row[0]: row[1] for row in rows[: _header_row(shop)] if len(row) == 2}
    del figures["Last refreshed"]
    assert figures == {
        "As of": 46347,
        "Customers last moved": 46347,
        "Refresh again by": 46347 + 31,
        "Customers": 4,
        "Ordered twice or more": 0.3333,
        "Ordered in the last 30 days": 2,
        "New in the last 30 days": 1,
        "Can be reached": 0.75,
        "Orders": 8,
        "Average order": 12500,
        "Spent": 100000,
    }


def test_the_overview_has_a_row_for_each_segment(shop):
    """Size, spend, reach, who moved, and what it means."""
    at = _header_row(shop)

    header, *rows = shop.rows("Overview")[at:]

    assert header[:3] == ["Segment", "Customers", "Share"]
    best = dict(zip(header, rows[0], strict=False))
    assert best == {
        "Segment": "Best",
        "Customers": 1,
        "Share": 0.25,
        "Spent": 90000,
        "Share of spend": 0.9,
        "Per customer": 90000,
        "Can be reached": 1,
        "Came in": 1,
        "Went out": 0,
        "What it means": "Orders a lot.",
        "Worth a look": "",
        "Broadcast lists": 1,
    }


def test_messages_and_what_came_of_them_are_counted(server):
    """K10, R5, W4: by segment, where the tracker has a column of messages."""
    header = ["Name", "Phone", "Messaged on", "Replied"]
    people = [["Ada", "+2348030000101", 46300, "yes"], ["Bo", "", 46310, ""]]
    orders = [["Date", "Customer", "Amount"], [46305, "Ada", 50], [46340, "Bo", 50]]
    tabs = {"People": [header, *people], "Orders": orders}
    tracker = Tracker(server, create_spreadsheet(server, tabs))

    tracker.refresh()

    names, *rows = tracker.rows("Overview")[_header_row(tracker) :]
    found = [dict(zip(names, row, strict=False)) for row in rows]
    told = ("Messaged", "Replied", "Ordered in 14 days", "Of those messaged")
    (new,) = (row for row in found if row["Segment"] == "New")
    assert [new[name] for name in told] == [2, 1, 1, 0.5]


def test_charts_are_made_once_over_blank_cells(shop):
    """Of customers, of spend and, once anybody moved, of moves; none ever twice."""
    charts = _charts(shop)

    assert sorted(charts) == ["Came in and went out", "Customers", "Spent"]
    at = _header_row(shop)
    assert {_rows_of(chart) for chart in charts.values()} == {(at, at + 4)}
    anchors = [c["position"]["overlayPosition"]["anchorCell"] for c in charts.values()]
    covered = [row[2:] for row in shop.rows("Overview")[1:at]]
    assert all(anchor["columnIndex"] >= 2 for anchor in anchors)
    assert not any(any(row) for row in covered)

    report = shop.refresh(**LATER)

    assert _charts(shop) == charts
    assert (report["changes"]["requests"], report["changes"]["cells_changed"]) == (1, 1)


def test_the_first_refresh_has_no_chart_of_moves(server):
    """Nobody moved so far; the other two charts are there."""
    tracker = Tracker(server, create_spreadsheet(server, {"People": CUSTOMERS}))

    tracker.refresh()

    assert sorted(_charts(tracker)) == ["Customers", "Spent"]


def test_ranges_of_charts_follow_the_segments(shop):
    """One more segment is one more bar, in its own colour; the others keep theirs."""
    before = _point_colours(_charts(shop)["Customers"])
    one_more = ["Segment", "Two", ">=2", "", ""]
    _write_rules(shop, [*RULES[:2], one_more, *RULES[2:]])

    shop.refresh()

    at = _header_row(shop)
    chart = _charts(shop)["Customers"]
    assert _rows_of(chart) == (at, at + 5)
    names = [row[0] for row in shop.rows("Overview")[at + 1 :]]
    colours = dict(zip(names, _point_colours(chart), strict=True))
    was = dict(zip(["Best", "Some", "Nobody yet"], before, strict=True))
    assert {name: colours[name] for name in was} == was
    assert colours["Two"] not in before
    assert shop.refresh(**LATER)["changes"]["cells_changed"] == 1


def test_a_deleted_chart_stays_deleted(shop):
    """What a person took away does not come back, nor does it hinder a refresh."""
    chart_id = _charts(shop)["Spent"]["chartId"]
    shop.send({"deleteEmbeddedObject": {"objectId": chart_id}})
    _rename(shop, "Some", "Others")

    shop.refresh()

    assert "Spent" not in _charts(shop)


def test_a_chart_that_was_moved_and_restyled_stays_so(shop):
    """Only its ranges follow the rows."""
    chart = _charts(shop)["Customers"]
    spec = {**chart["spec"], "title": "My people", "fontName": "Lobster"}
    series = spec["basicChart"]["series"][0]
    series["styleOverrides"][0] = {"index": 0, "colorStyle": {"rgbColor": {"red": 1}}}
    shop.send(
        {"updateChartSpec": {"chartId": chart["chartId"], "spec": spec}},
        {
            "updateEmbeddedObjectPosition": {
                "objectId": chart["chartId"],
                "newPosition": {"overlayPosition": {"offsetXPixels": 99}},
                "fields": "offsetXPixels",
            }
        },
    )
    _write_rules(shop, [*RULES[:2], ["Segment", "Two", ">=2", "", ""], *RULES[2:]])

    shop.refresh()

    now = _charts(shop)["My people"]
    assert now["position"]["overlayPosition"]["offsetXPixels"] == 99
    assert now["spec"]["fontName"] == "Lobster"
    assert _point_colours(now)[0] == "#FF0000"
    assert _rows_of(now)[1] == _rows_of(chart)[1] + 1


def test_a_segment_keeps_its_colour(shop):
    """Tabs have the colours of the bars; a new segment takes the first unused one."""
    before = _tab_colours(shop)
    assert list(before.values()) == list(COLOURS[:3])
    assert [before[name] for name in ("Best", "Some", "Nobody yet")] == _point_colours(
        _charts(shop)["Customers"]
    )
    _write_rules(shop, [RULES[0], ["Segment", "Two", ">=2", "", ""], *RULES[1:]])
    shop.refresh()

    assert _tab_colours(shop) == {**before, "Two": COLOURS[3]}


def test_links_follow_a_changed_message(shop):
    """The cell shows the same words, and the draft behind it is the new one."""
    rows = shop.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row[1:2] == ["Best"])
    column = next(row for row in rows if row[:2] == ["Kind", "Segment"]).index(
        "Message"
    )
    assert _link(shop) == ("Message on WhatsApp", "Hi%20Ada%2C%20thank%20you%21")
    shop.type_cell("Segment rules", at, column, "Hello {name}")

    shop.refresh()

    assert _link(shop) == ("Message on WhatsApp", "Hello%20Ada")
    assert shop.refresh(**LATER)["changes"]["cells_changed"] == 1


def _link(tracker):
    """Return the words and the draft of the first link of the best customers."""
    (data,) = (
        sheet["data"][0]["rowData"]
        for sheet in tracker.everything()["sheets"]
        if sheet["properties"]["title"] == "Best"
    )
    cell = data[1]["values"][2]
    uri = cell["userEnteredFormat"]["textFormat"]["link"]["uri"]
    return cell["formattedValue"], uri.partition("?text=")[2]
