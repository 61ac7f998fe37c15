"""Changes → wire bodies, byte for byte, and valid by the discovery document."""

import json

import pytest

from local_sheets.discovery.schema import check
from sheets_sync import changes as c
from sheets_sync.encode import encode
from sheets_sync.encode.body import body_bytes
from sheets_sync.encode.cells import encode_value
from sheets_sync.layout import COUNT, HEADER, PLAIN, TITLE
from sheets_sync.looks import Looks, money_style
from sheets_sync.model import Link, TabMark
from sheets_sync.stage_changes import PasteValues, ShowTab

RANGE_A2_A9 = {
    "sheetId": 7,
    "startRowIndex": 1,
    "endRowIndex": 9,
    "startColumnIndex": 0,
    "endColumnIndex": 1,
}

VIP_MARK = '{"role": "segment", "segment": "VIP", "id": 7}'

CASES = {
    "a new tab carries its mark": (
        c.AddTab(7, TabMark("segment", "VIP"), "VIP", 12, 7),
        [
            {
                "addSheet": {
                    "properties": {
                        "sheetId": 7,
                        "title": "VIP",
                        "gridProperties": {
                            "rowCount": 12,
                            "columnCount": 7,
                            "frozenRowCount": 1,
                        },
                    }
                }
            },
            {
                "createDeveloperMetadata": {
                    "developerMetadata": {
                        "metadataKey": "sheet-segments.tab",
                        "metadataValue": VIP_MARK,
                        "location": {"sheetId": 7},
                        "visibility": "DOCUMENT",
                    }
                }
            },
        ],
    ),
    "a mark is changed by its id": (
        c.MarkTab(5, 11, TabMark("rules")),
        [
            {
                "updateDeveloperMetadata": {
                    "dataFilters": [{"developerMetadataLookup": {"metadataId": 11}}],
                    "developerMetadata": {
                        "metadataValue": '{"role": "rules", "id": 5}'
                    },
                    "fields": "metadataValue",
                }
            }
        ],
    ),
    "a tab gets another title": (
        c.RenameTab(7, "Segment rules (starter)"),
        [
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": 7, "title": "Segment rules (starter)"},
                    "fields": "title",
                }
            }
        ],
    ),
    "a note is replaced where it still reads as it was read": (
        c.ReplaceNote(7, 1, 4, "$1", "$1 [Segment: VIP]"),
        [
            {
                "findReplace": {
                    "range": {
                        "sheetId": 7,
                        "startRowIndex": 1,
                        "endRowIndex": 2,
                        "startColumnIndex": 4,
                        "endColumnIndex": 5,
                    },
                    "find": "$1",
                    "replacement": "$1 [Segment: VIP]",
                    "matchCase": True,
                    "matchEntireCell": True,
                }
            }
        ],
    ),
    "a blank note is filled": (
        c.FillNote(7, 1, 4, "[Segment: VIP]"),
        [
            {
                "updateCells": {
                    "start": {"sheetId": 7, "rowIndex": 1, "columnIndex": 4},
                    "rows": [
                        {
                            "values": [
                                {"userEnteredValue": {"stringValue": "[Segment: VIP]"}}
                            ]
                        }
                    ],
                    "fields": "userEnteredValue",
                }
            }
        ],
    ),
    "a column is marked where it stands": (
        c.MarkColumn(7, 2, "why"),
        [
            {
                "createDeveloperMetadata": {
                    "developerMetadata": {
                        "metadataKey": "sheet-segments.column",
                        "metadataValue": "why",
                        "location": {
                            "dimensionRange": {
                                "sheetId": 7,
                                "dimension": "COLUMNS",
                                "startIndex": 2,
                                "endIndex": 3,
                            }
                        },
                        "visibility": "DOCUMENT",
                    }
                }
            }
        ],
    ),
    "rows are added at the end": (
        c.AddRows(7, 3),
        [{"appendDimension": {"sheetId": 7, "dimension": "ROWS", "length": 3}}],
    ),
    "columns are inserted": (
        c.InsertColumns(7, 2, 3),
        [
            {
                "insertDimension": {
                    "range": {
                        "sheetId": 7,
                        "dimension": "COLUMNS",
                        "startIndex": 2,
                        "endIndex": 5,
                    },
                    "inheritFromBefore": False,
                }
            }
        ],
    ),
    "columns are added at the edge": (
        c.AddColumns(7, 2),
        [{"appendDimension": {"sheetId": 7, "dimension": "COLUMNS", "length": 2}}],
    ),
    "a width is set": (
        c.SetWidth(7, 0, 120),
        [
            {
                "updateDimensionProperties": {
                    "range": {
                        "sheetId": 7,
                        "dimension": "COLUMNS",
                        "startIndex": 0,
                        "endIndex": 1,
                    },
                    "properties": {"pixelSize": 120},
                    "fields": "pixelSize",
                }
            }
        ],
    ),
    "a tint changes nothing but the background": (
        c.TintCells(7, 1, 4, ("#FF0033", "")),
        [
            {
                "updateCells": {
                    "start": {"sheetId": 7, "rowIndex": 1, "columnIndex": 4},
                    "rows": [
                        {
                            "values": [
                                {
                                    "userEnteredFormat": {
                                        "backgroundColorStyle": {
                                            "rgbColor": {
                                                "red": 1.0,
                                                "green": 0.0,
                                                "blue": 0.2,
                                            }
                                        }
                                    }
                                }
                            ]
                        },
                        {"values": [{}]},
                    ],
                    "fields": "userEnteredFormat.backgroundColorStyle",
                }
            }
        ],
    ),
    "a link that is gone is taken out of its cell": (
        c.WriteCells(7, 1, 2, ((Link("Asked not to be messaged", ""),),)),
        [
            {
                "updateCells": {
                    "start": {"sheetId": 7, "rowIndex": 1, "columnIndex": 2},
                    "rows": [
                        {
                            "values": [
                                {
                                    "userEnteredValue": {
                                        "stringValue": "Asked not to be messaged"
                                    }
                                }
                            ]
                        }
                    ],
                    "fields": "userEnteredValue,userEnteredFormat.textFormat.link",
                }
            }
        ],
    ),
    "a format names only what it sets": (
        c.FormatCells(7, 1, 8, 0, 1, money_style(Looks("NGN"))),
        [
            {
                "repeatCell": {
                    "range": RANGE_A2_A9,
                    "cell": {
                        "userEnteredFormat": {
                            "numberFormat": {
                                "type": "CURRENCY",
                                "pattern": '"₦"#,##0.00',
                            }
                        }
                    },
                    "fields": "userEnteredFormat(numberFormat)",
                }
            }
        ],
    ),
    "a style of nothing sends nothing": (c.FormatCells(7, 1, 8, 0, 1, PLAIN), []),
    "values are literal, blanks clear": (
        c.WriteCells(7, 1, 0, (("=1+1", 2.5, None, True),)),
        [
            {
                "updateCells": {
                    "start": {"sheetId": 7, "rowIndex": 1, "columnIndex": 0},
                    "rows": [
                        {
                            "values": [
                                {"userEnteredValue": {"stringValue": "=1+1"}},
                                {"userEnteredValue": {"numberValue": 2.5}},
                                {},
                                {"userEnteredValue": {"boolValue": True}},
                            ]
                        }
                    ],
                    "fields": "userEnteredValue",
                }
            }
        ],
    ),
    "a link keeps its text and opens its address": (
        c.WriteCells(7, 1, 0, ((Link("B7", "#gid=0&range=B7"),),)),
        [
            {
                "updateCells": {
                    "start": {"sheetId": 7, "rowIndex": 1, "columnIndex": 0},
                    "rows": [
                        {
                            "values": [
                                {
                                    "userEnteredValue": {"stringValue": "B7"},
                                    "userEnteredFormat": {
                                        "textFormat": {
                                            "link": {"uri": "#gid=0&range=B7"}
                                        }
                                    },
                                }
                            ]
                        }
                    ],
                    "fields": "userEnteredValue,userEnteredFormat.textFormat.link",
                }
            }
        ],
    ),
    "styles go with the values of a block": (
        c.WriteCells(7, 0, 0, (("Overview", 5),), ((TITLE, COUNT),)),
        [
            {
                "updateCells": {
                    "start": {"sheetId": 7, "rowIndex": 0, "columnIndex": 0},
                    "rows": [
                        {
                            "values": [
                                {
                                    "userEnteredValue": {"stringValue": "Overview"},
                                    "userEnteredFormat": {
                                        "textFormat": {"bold": True, "fontSize": 14}
                                    },
                                },
                                {
                                    "userEnteredValue": {"numberValue": 5},
                                    "userEnteredFormat": {
                                        "numberFormat": {
                                            "type": "NUMBER",
                                            "pattern": "#,##0",
                                        }
                                    },
                                },
                            ]
                        }
                    ],
                    "fields": "userEnteredValue,userEnteredFormat",
                }
            }
        ],
    ),
    "a typed cell is copied whole": (
        c.CopyCells(7, 3, 8, 9, 1, 7),
        [
            {
                "copyPaste": {
                    "source": {
                        "sheetId": 7,
                        "startRowIndex": 3,
                        "endRowIndex": 4,
                        "startColumnIndex": 8,
                        "endColumnIndex": 9,
                    },
                    "destination": {
                        "sheetId": 9,
                        "startRowIndex": 1,
                        "endRowIndex": 2,
                        "startColumnIndex": 7,
                        "endColumnIndex": 8,
                    },
                    "pasteType": "PASTE_NORMAL",
                }
            }
        ],
    ),
    "a protection only warns": (
        c.ProtectColumns(7, 2, 4, 5),
        [
            {
                "addProtectedRange": {
                    "protectedRange": {
                        "range": {
                            "sheetId": 7,
                            "startRowIndex": 2,
                            "startColumnIndex": 4,
                            "endColumnIndex": 9,
                        },
                        "description": "Written by Sheet Segments; "
                        "a refresh puts it right again.",
                        "warningOnly": True,
                    }
                }
            }
        ],
    ),
    "a filter covers the columns to their end": (
        c.AddFilter(7, 7),
        [
            {
                "setBasicFilter": {
                    "filter": {
                        "range": {
                            "sheetId": 7,
                            "startRowIndex": 0,
                            "startColumnIndex": 0,
                            "endColumnIndex": 7,
                        }
                    }
                }
            }
        ],
    ),
    "rows are deleted by their range": (
        c.DeleteRows(7, 4, 2),
        [
            {
                "deleteDimension": {
                    "range": {
                        "sheetId": 7,
                        "dimension": "ROWS",
                        "startIndex": 4,
                        "endIndex": 6,
                    }
                }
            }
        ],
    ),
    "whole rows are sorted from the largest": (
        c.SortRows(7, 1, 8, 0),
        [
            {
                "sortRange": {
                    "range": {
                        k: v for k, v in RANGE_A2_A9.items() if k != "endColumnIndex"
                    },
                    "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}],
                }
            }
        ],
    ),
    "a tab is hidden": (
        c.HideTab(7),
        [
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": 7, "hidden": True},
                    "fields": "hidden",
                }
            }
        ],
    ),
    "a tab that was filled out of sight is marked and shown": (
        ShowTab(7, TabMark("segment", "VIP"), "VIP"),
        [
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": 7, "title": "VIP"},
                    "fields": "title,hidden",
                }
            },
            {
                "updateDeveloperMetadata": {
                    "dataFilters": [
                        {
                            "developerMetadataLookup": {
                                "metadataKey": "sheet-segments.tab",
                                "metadataLocation": {"sheetId": 7},
                                "locationMatchingStrategy": "EXACT_LOCATION",
                            }
                        }
                    ],
                    "developerMetadata": {
                        "metadataValue": '{"role": "segment", "segment": "VIP", '
                        '"id": 7}'
                    },
                    "fields": "metadataValue",
                }
            },
        ],
    ),
    "values are pasted and formats stay": (
        PasteValues(9, 4, 0, 8, 1, 7, 1, 0),
        [
            {
                "copyPaste": {
                    "source": {
                        "sheetId": 9,
                        "startRowIndex": 4,
                        "endRowIndex": 12,
                        "startColumnIndex": 0,
                        "endColumnIndex": 1,
                    },
                    "destination": RANGE_A2_A9,
                    "pasteType": "PASTE_VALUES",
                }
            }
        ],
    ),
    "a tab is deleted by its id": (
        c.DeleteTab(7),
        [{"deleteSheet": {"sheetId": 7}}],
    ),
}


@pytest.mark.parametrize(("change", "requests"), CASES.values(), ids=CASES)
def test_a_change_is_encoded_to_the_letter(change, requests):
    """The body is what Google's discovery document allows, and exactly this."""
    body = encode([change])

    assert body == {"requests": requests}
    check("sheets.v4", "BatchUpdateSpreadsheetRequest", json.loads(json.dumps(body)))


def test_a_header_has_its_colour_as_fractions():
    """Sheets takes channels from 0 to 1."""
    body = encode([c.WriteCells(7, 0, 0, (("Customer",),), ((HEADER,),))])

    cell = body["requests"][0]["updateCells"]["rows"][0]["values"][0]
    rgb = cell["userEnteredFormat"]["backgroundColorStyle"]["rgbColor"]
    assert rgb == {"red": 0.9099, "green": 0.9412, "blue": 0.9255}
    assert [int(255 * channel) for channel in rgb.values()] == [232, 240, 236]


@pytest.mark.parametrize("text", ["Ọ̀ṣun", "₦ 5", "half a character: \ud83d", '"'])
def test_a_body_is_sent_without_blanks_and_reads_back_as_it_was(text):
    """Text goes as UTF-8 where it has any."""
    body = {"requests": [{"a": text, "b": [1, 2.5, None]}]}

    sent = body_bytes(body)

    assert json.loads(sent) == body
    assert b", " not in sent
    assert len(body_bytes("₦")) == 5


@pytest.mark.parametrize("text", ["=SUM(A1)", "+234", "-5", "@handle", "'quoted"])
def test_text_that_looks_like_a_formula_stays_text(text):
    """Sheets stores a stringValue as it is."""
    assert encode_value(text) == {"stringValue": text}
