"""What the desk page draws of cells: text, links, looks, merges, notes and charts."""

import pytest
import xlsxwriter

from tests.conftest import OWNER, create_spreadsheet

expect = pytest.importorskip("playwright.sync_api").expect


@pytest.mark.parametrize(
    "typed",
    [
        "<script>document.title = 1</script>",
        '<img src=x onerror="document.title = 1">',
        '=HYPERLINK("https://example.com/?"&A1)',
        "{{7*7}} &amp; <b>bold</b>",
    ],
)
def test_whatever_is_typed_into_a_cell_is_text(desk, serving, typed):
    """Neither a cell, a tab, a note nor a title puts anything but text on the page."""
    tab = typed.translate(str.maketrans("", "", "[]*?:/\\"))
    spreadsheet_id = create_spreadsheet(serving, {tab: [["Name"], [typed]]})
    sheet_id = serving.store.spreadsheet(spreadsheet_id).sheets[0].sheet_id
    title = {"properties": {"title": typed}, "fields": "title"}
    cell = {"sheetId": sheet_id, "rowIndex": 1, "columnIndex": 0}
    note = {"start": cell, "rows": [{"values": [{"note": typed}]}], "fields": "note"}
    requests = [{"updateSpreadsheetProperties": title}, {"updateCells": note}]
    serving.store.batch_update(spreadsheet_id, requests)

    desk.open(spreadsheet_id)
    desk.cell("A2").click()

    expect(desk.cell("A2")).to_have_text(typed)
    expect(desk.page.locator("#content")).to_have_text(typed)
    expect(desk.page.locator("h1")).to_have_text(typed)
    expect(desk.page.locator(".tab")).to_have_text(tab)
    expect(desk.page.get_by_role("note")).to_have_text(typed)
    assert desk.page.title() == typed
    assert desk.page.locator("#grid :is(script, img, b, a), #note *").count() == 0


LINKS = {
    "https://wa.me/2348030000101?text=Hi": True,
    "mailto:ada@example.com": True,
    "javascript:document.title='caught'": False,
    "data:text/html,<p>hello": False,
    "//example.com/elsewhere": False,
}


def test_only_links_that_are_safe_to_follow_are_links(desk, serving):
    """A link opens the web, mail or telephone in another window; others stay text."""
    rows = [["Write to Ada"]] * len(LINKS)
    spreadsheet_id = create_spreadsheet(serving, {"Links": rows})
    formats = [
        {"userEnteredFormat": {"textFormat": {"link": {"uri": uri}}}} for uri in LINKS
    ]
    request = {
        "start": {"sheetId": first_sheet_id(serving, spreadsheet_id)},
        "rows": [{"values": [linked]} for linked in formats],
        "fields": "userEnteredFormat.textFormat.link",
    }
    serving.store.batch_update(spreadsheet_id, [{"updateCells": request}])

    desk.open(spreadsheet_id)

    for row, (uri, is_link) in enumerate(LINKS.items(), start=1):
        expect(desk.cell(f"A{row}")).to_have_text("Write to Ada")
        links = desk.cell(f"A{row}").locator("a")
        expect(links).to_have_count(int(is_link))
        if is_link:
            expect(links).to_have_attribute("href", uri)
            expect(links).to_have_attribute("target", "_blank")


@pytest.fixture
def looks_id(serving, tmp_path) -> str:
    """The id of a spreadsheet with merged, wrapped, bordered and hidden cells."""
    path = tmp_path / "looks.xlsx"
    with xlsxwriter.Workbook(path) as book:
        tab = book.add_worksheet("Looks")
        middle = book.add_format({"valign": "vcenter"})
        tab.merge_range("A1:C1", "Title", book.add_format({"bold": True}))
        tab.merge_range("A2:A4", "Tall", middle)
        words = "a text that needs several lines in a cell of this width"
        tab.write("B2", words, book.add_format({"text_wrap": True, "valign": "top"}))
        boxed = book.add_format({"border": 5, "border_color": "#ff0000"})
        tab.write("B3", "boxed", boxed)
        tab.write("A5", "before")
        tab.set_row(5, None, None, {"hidden": True})
        tab.write("A6", "hidden")
        tab.write("A7", "after")
        tab.set_row(6, 45)
        tab.write("B7", "VIP")
        tab.data_validation("B7", {"validate": "list", "source": ["VIP", "New"]})
        tab.write_comment("B5", "Asked for size 16.")
        tab.write("B5", "noted")
        tab.write_column("C5", [12, 30, 7])
        green = book.add_format({"bg_color": "#00ff00"})
        rule = {"type": "cell", "criteria": ">", "value": 10, "format": green}
        tab.conditional_format("C5:C7", rule)
    return serving.store.import_file(path, owner=OWNER)


def test_merged_cells_are_drawn_as_one(desk, looks_id):
    """A merge is as wide and as high as its cells, and the others are not drawn."""
    desk.open(looks_id)

    wide, tall, below = (desk.cell(name).bounding_box() for name in ("A1", "A2", "A5"))
    assert wide["width"] > 2 * below["width"]
    assert tall["y"] + tall["height"] == pytest.approx(below["y"], abs=2)
    for name in ("B1", "C1", "A3", "A4"):
        expect(desk.cell(name)).to_have_count(0)


def test_rows_are_as_high_as_they_were_set_or_as_their_text_needs(desk, looks_id):
    """A wrapped text is seen in full, a set height is kept, a hidden row not drawn."""
    desk.open(looks_id)

    expect(desk.cell("A6")).to_have_count(0)
    assert desk.cell("A7").bounding_box()["height"] == pytest.approx(60, abs=2)
    box = desk.cell("B2")
    assert box.bounding_box()["height"] > 40
    assert box.evaluate("(text) => text.scrollHeight <= text.clientHeight + 1")


def test_lines_arrows_and_colours_of_conditions_are_drawn(desk, looks_id):
    """A border has its colour, a list its arrow, and a rule colours what it fits."""
    desk.open(looks_id)

    top = "getComputedStyle(text.querySelector('i')).borderTop"
    assert desk.cell("B3").evaluate(f"(text) => {top}") == "3px solid rgb(255, 0, 0)"
    assert "dropdown" in desk.cell("B7").get_attribute("class")
    green = "rgb(0, 255, 0)"
    expect(desk.cell("C5")).to_have_css("background-color", green)
    expect(desk.cell("C7")).not_to_have_css("background-color", green)


def test_a_note_is_read_with_the_pointer_and_with_the_keyboard(desk, looks_id):
    """It stands beside the cell under the pointer, and beside the current one."""
    desk.open(looks_id)
    note = desk.page.get_by_role("note")
    expect(note).to_be_hidden()

    desk.cell("B5").hover()
    expect(note).to_have_text("Asked for size 16.")
    desk.cell("A5").hover()
    expect(note).to_be_hidden()

    desk.cell("A5").click()
    desk.page.keyboard.press("ArrowRight")
    expect(note).to_have_text("Asked for size 16.")
    desk.page.keyboard.press("Escape")
    expect(note).to_be_hidden()


SHAPES = {"BAR": ("rect", 3), "COLUMN": ("rect", 3), "LINE": ("polyline", 1)}


def source(sheet_id: int, column: int) -> dict:
    """Return the source of three cells of a column, for a chart."""
    rows = {"startRowIndex": 0, "endRowIndex": 3}
    columns = {"startColumnIndex": column, "endColumnIndex": column + 1}
    return {"sourceRange": {"sources": [{"sheetId": sheet_id, **rows, **columns}]}}


def basic(sheet_id: int, kind: str) -> dict:
    """Return the spec of a chart with axes."""
    domains = [{"domain": source(sheet_id, 0)}]
    series = [{"series": source(sheet_id, 1)}]
    chart = {"chartType": kind, "domains": domains, "series": series}
    return {"title": kind, "basicChart": chart}


def test_charts_are_drawn_from_their_cells(desk, charts_id):
    """Each is a picture at its place, and its numbers can be heard."""
    desk.open(charts_id)

    for kind, (shape, count) in {**SHAPES, "PIE": ("path", 3)}.items():
        name = f"Chart. {kind}. VIP 12, New 30, Lapsed 7"
        chart = desk.page.get_by_role("img", name=name)
        expect(chart.locator(shape)).to_have_count(count)
    column = desk.page.get_by_role("img", name="Chart. COLUMN")
    bars = "(bars) => bars.map((bar) => Number(bar.getAttribute('height')))"
    heights = column.locator("rect").evaluate_all(bars)
    assert heights[1] / heights[0] == pytest.approx(30 / 12)


def test_bars_have_their_colours_and_figures(desk, serving):
    """Each bar is as its point says, with the figure as the cell shows it."""
    spreadsheet_id = create_spreadsheet(
        serving, {"Overview": [["VIP", 12], ["New", 30]]}
    )
    sheet_id = first_sheet_id(serving, spreadsheet_id)
    spec = basic(sheet_id, "BAR")
    (series,) = spec["basicChart"]["series"]
    series["dataLabel"] = {"type": "DATA"}
    series["styleOverrides"] = [{"index": 1, "colorStyle": {"rgbColor": {"red": 1}}}]
    anchor = {"anchorCell": {"sheetId": sheet_id, "columnIndex": 2}}
    chart = {"spec": spec, "position": {"overlayPosition": anchor}}
    serving.store.batch_update(spreadsheet_id, [{"addChart": {"chart": chart}}])

    desk.open(spreadsheet_id)

    drawing = desk.page.get_by_role("img", name="Chart. BAR")
    expect(drawing.locator("rect").nth(1)).to_have_attribute("fill", "rgb(255 0 0)")
    expect(drawing.get_by_text("12", exact=True)).to_have_count(1)


def test_a_chart_of_another_kind_says_that_it_is_not_drawn(desk, charts_id):
    """Nobody takes a blank picture for an empty shop."""
    desk.open(charts_id)

    chart = desk.page.get_by_role("img", name="Chart. SCATTER")
    expect(chart).to_contain_text("kind SCATTER is not drawn here")


@pytest.fixture
def charts_id(serving) -> str:
    """The id of a spreadsheet with a chart of each kind."""
    rows = [["VIP", 12], ["New", 30], ["Lapsed", 7]]
    spreadsheet_id = create_spreadsheet(serving, {"Overview": rows})
    sheet_id = first_sheet_id(serving, spreadsheet_id)
    pie = {"domain": source(sheet_id, 0), "series": source(sheet_id, 1)}
    specs = [basic(sheet_id, kind) for kind in (*SHAPES, "SCATTER")]
    specs.append({"title": "PIE", "pieChart": pie})
    anchor = {"sheetId": sheet_id, "columnIndex": 1}
    position = {"overlayPosition": {"anchorCell": anchor}}
    requests = [
        {"addChart": {"chart": {"spec": spec, "position": position}}} for spec in specs
    ]
    serving.store.batch_update(spreadsheet_id, requests)
    return spreadsheet_id


def first_sheet_id(serving, spreadsheet_id: str) -> int:
    """Return the id of the first tab."""
    return serving.store.spreadsheet(spreadsheet_id).sheets[0].sheet_id
