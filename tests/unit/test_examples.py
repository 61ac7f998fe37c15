"""The example trackers are what their generator makes, and their truth adds up."""

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import phonenumbers
import pytest
from python_calamine import CalamineWorkbook

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
INVENTED = ("lagos-clothing", "pune-jeweller")
INVENTED_NUMBERS = {
    "lagos-clothing": r"\+234(803|706|816|901)0000\d{3}",
    "pune-jeweller": r"\+91(90000|98000)00\d{3}",
}


def read_workbook(path):
    workbook = CalamineWorkbook.from_path(path)
    return {
        name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in workbook.sheet_names
    }


def read_expected(name):
    return json.loads((EXAMPLES / "expected" / f"{name}.json").read_text("utf-8"))


def read_csv(name):
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def amount_of(cell):
    """Read an amount by the few spellings the examples use."""
    text = str(cell).strip().replace(",", "")
    sign = -1 if text.startswith(("-", "(")) else 1
    figure = float(re.search(r"\d+(\.\d+)?", text)[0])
    scale = 1000 if text.endswith("k") else 100_000 if text.endswith("lakh") else 1
    return sign * round(figure * scale)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Run the script as a person would, into an empty folder."""
    folder = tmp_path_factory.mktemp("examples")
    script = EXAMPLES / "make_examples.py"
    subprocess.run([sys.executable, script, "--into", folder], check=True)
    return folder


@pytest.mark.parametrize("name", INVENTED)
def test_the_generator_reproduces_the_committed_cells(made, name):
    """Every tab and cell of a committed workbook is what the script writes today."""
    committed = read_workbook(EXAMPLES / f"{name}.xlsx")

    assert read_workbook(made / f"{name}.xlsx") == committed


@pytest.mark.parametrize("name", INVENTED)
def test_the_generator_reproduces_the_committed_truth(made, name):
    """The committed expectations are what the script writes today."""
    committed = (EXAMPLES / "expected" / f"{name}.json").read_bytes()

    assert (made / "expected" / f"{name}.json").read_bytes() == committed


def test_the_lagos_amounts_add_up_to_the_expected_spend():
    """Paid and delivered rows with a name sum to what all customers spent."""
    tabs = read_workbook(EXAMPLES / "lagos-clothing.xlsx")
    online = [
        amount_of(row[5])
        for row in tabs["Orders 2026"][1:]
        if row[6].strip().lower() in {"paid", "delivered"} and row[5] != "ask Tolu"
    ]
    walk_ins = [amount_of(row[4]) for row in tabs["Walk-ins"][1:] if row[1]]

    spent = sum(row["spent"] for row in read_expected("lagos-clothing")["customers"])

    assert sum(online) + sum(walk_ins) == spent


def test_the_pune_amounts_add_up_to_the_expected_spend():
    """Bill lines with a party, exchanges and returns too, sum to the spend."""
    register = read_workbook(EXAMPLES / "pune-jeweller.xlsx")["Sales register"]
    amounts = [amount_of(row[7]) for row in register[4:] if row[2]]

    spent = sum(row["spent"] for row in read_expected("pune-jeweller")["customers"])

    assert sum(amounts) == spent


def test_the_lagos_exclusions_are_the_rows_with_such_a_status():
    """Each reason for leaving a row out is counted as often as the tabs show it."""
    tabs = read_workbook(EXAMPLES / "lagos-clothing.xlsx")
    statuses = Counter(row[6].strip().lower() for row in tabs["Orders 2026"])
    unreadable = sum(row[5] == "ask Tolu" for row in tabs["Orders 2026"])
    nameless = sum(not row[1] for row in tabs["Walk-ins"])

    assert read_expected("lagos-clothing")["excluded"] == {
        "cancelled": statuses["cancelled"],
        "no_customer": nameless,
        "pending": statuses["pending"],
        "refunded": statuses["refunded"],
        "unreadable": unreadable,
    }


@pytest.mark.parametrize(
    ("name", "customer"),
    [
        pytest.param(
            "lagos-clothing",
            {
                "name": "Blessing Eze",
                "phone": "+2348030000121",
                "orders": 5,
                "last_order": "2026-10-17",
            },
            id="entered three times, last order still pending",
        ),
        pytest.param(
            "lagos-clothing",
            {"name": "Gloria Amadi", "orders": 0, "spent": 0, "last_order": None},
            id="only cancelled orders",
        ),
        pytest.param(
            "lagos-clothing",
            {"name": "Kemi Adeleke", "phone": None, "orders": 2},
            id="number too short",
        ),
        pytest.param(
            "pune-jeweller",
            {"name": "Pooja Iyer", "orders": 2, "spent": 6500},
            id="one of two nose pins returned",
        ),
        pytest.param(
            "pune-jeweller",
            {"name": "Meena Shah", "phone": "+919000000105"},
            id="two numbers in the cell",
        ),
        pytest.param(
            "pune-jeweller",
            {"name": "Shubham Gift House", "orders": 24, "last_order": "2026-11-02"},
            id="monthly reseller",
        ),
    ],
)
def test_the_truth_of_a_hard_case_is_known(name, customer):
    """The people whom a careless reading gets wrong have the right figures."""
    customers = read_expected(name)["customers"]

    assert any(customer.items() <= row.items() for row in customers)


@pytest.mark.parametrize(
    ("name", "tab", "spellings"),
    [
        (
            "lagos-clothing",
            "Orders 2026",
            {"ask Tolu", "₦17,000", "N30k", "14k", "#25,000", "25,000.00"},
        ),
        (
            "lagos-clothing",
            "Orders 2026",
            {"14/03/2026", "9 May 2026", "MARCH 2026", "TOTAL", "Pending "},
        ),
        (
            "lagos-clothing",
            "Customers",
            {"Lagos", "lagos", "Lagos ", "LAGOS", "0803 000 01", 8030000113.0},
        ),
        (
            "pune-jeweller",
            "Sales register",
            {"Rs. 350/-", "₹4,46,000.00", "2.35 lakh", "(85,390)", "GRAND TOTAL"},
        ),
        ("pune-jeweller", "Client list", {"90000 00105 / 98000 00105"}),
    ],
)
def test_what_is_hard_about_a_tab_is_in_it(name, tab, spellings):
    """The spellings that the README speaks of are among the cells."""
    rows = read_workbook(EXAMPLES / f"{name}.xlsx")[tab]

    assert spellings <= {cell for row in rows for cell in row}


@pytest.mark.parametrize("name", INVENTED)
def test_every_kind_of_customer_is_there(name):
    """Prospects, new, regular, silent and lapsed buyers can all be found."""
    expected = read_expected(name)
    as_of = date.fromisoformat(expected["as_of"])
    kinds = Counter()
    for row in expected["customers"]:
        if row["last_order"] is None:
            kinds["prospect"] += 1
            continue
        days = (as_of - date.fromisoformat(row["last_order"])).days
        kinds["new"] += row["orders"] == 1 and days <= 45
        kinds["regular"] += row["orders"] >= 4 and days <= 90
        kinds["silent"] += row["orders"] >= 3 and 90 < days <= 240
        kinds["lapsed"] += days > 240

    assert set(kinds) == {"prospect", "new", "regular", "silent", "lapsed"}
    assert min(kinds.values()) >= 1


@pytest.mark.parametrize("name", INVENTED)
def test_expected_phones_are_valid_and_made_up(name):
    """Every number passes as one of its country and is from the invented runs."""
    phones = [row["phone"] for row in read_expected(name)["customers"] if row["phone"]]

    assert len(set(phones)) == len(phones)
    for phone in phones:
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone))
        assert re.fullmatch(INVENTED_NUMBERS[name], phone)


def test_the_london_tracker_has_customers_only():
    """Thirty-one customers with their totals; numbers from the drama range."""
    customers = read_csv("london-bakes.csv")

    assert len(customers) == 31
    assert [row["Customer"] for row in customers if row["Orders"] == "0"] == [
        "Lucy Pemberton",
        "Jamal Whyte",
        "Zoë Marlowe",
    ]
    for row in customers:
        digits = re.sub(r"\D", "", row["Phone"])
        assert not digits or re.match(r"(44|0)?2079460", digits)


def test_the_online_retail_cut_keeps_every_trap():
    """The cut is small, has the source's columns, cancellations and nameless lines."""
    lines = read_csv("online-retail.csv")
    kinds = {}
    for line in lines:
        kinds.setdefault(line["CustomerID"], set()).add(line["InvoiceNo"][0])

    assert (EXAMPLES / "online-retail.csv").stat().st_size < 1_500_000
    assert list(lines[0]) == [
        "InvoiceNo",
        "StockCode",
        "Description",
        "Quantity",
        "InvoiceDate",
        "UnitPrice",
        "CustomerID",
        "Country",
    ]
    assert "" in kinds
    assert sum(kind == {"C"} for kind in kinds.values()) >= 8
    assert len(kinds) > 300


def test_the_source_of_the_real_tracker_is_named():
    """The README carries title, author, year, DOI and licence, and what changed."""
    readme = (EXAMPLES / "README.md").read_text("utf-8")

    assert '"Online Retail" [Dataset], Daqing Chen (2015)' in readme
    assert "https://doi.org/10.24432/C5BW33" in readme
    assert "CC BY 4.0" in readme
    assert "Changed: only some of the lines are kept" in readme
