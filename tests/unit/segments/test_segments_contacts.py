"""Phones, e-mails, handles, names, statuses as sellers type them."""

import pandas as pd
import pytest

from segments.values.contacts import is_generic, name_key, read_email, read_handle
from segments.values.phones import choose_region, read_phone, read_phones
from segments.values.statuses import (
    read_payment_status,
    read_status,
    read_yes_no,
)


@pytest.mark.parametrize(
    "typed",
    [
        *("08031234567", "8031234567", "0803 123 4567", "+234 (0) 803-123-4567"),
        *("2348031234567", "2340803 123 4567", "002348031234567", "8031234567.0"),
        *(8031234567, 8031234567.0, "'08031234567"),
    ],
    ids=repr,
)
def test_a_nigerian_number_is_read_however_typed(typed):
    """Spaces, trunk zero, 00, a lost zero and .0 all give the same number."""
    assert read_phone(typed, "NG") == ("+2348031234567",)


@pytest.mark.parametrize(
    "typed",
    [
        *("9876543210", "098765 43210", "919876543210", "00919876543210"),
        *("91-98765-43210", "98765 43210 (WhatsApp)"),
    ],
)
def test_an_indian_number_is_read_however_typed(typed):
    """Country code, trunk zero and a remark all give the same number."""
    assert read_phone(typed, "IN") == ("+919876543210",)


def test_a_column_of_phones_tells_bad_from_several():
    """Lost digits are bad, two numbers in a cell are marked, a dash is blank."""
    cells = ["8.03123E+09", "08031234567 / 08121234567", "-", None]

    read = read_phones(pd.Series(cells, dtype=object), "NG")

    assert read.numbers.tolist() == [None, "+2348031234567", None, None]
    assert read.bad.tolist() == [True, False, False, False]
    assert read.several.tolist() == [False, True, False, False]


@pytest.mark.parametrize(
    ("cells", "candidates", "region"),
    [
        (["08031234567"], ["NG", "GB"], "NG"),
        (["9876543210"], ["GB", "IN"], "IN"),
        (["+2348121234567", "08031234567"], ["GB"], "NG"),
        (["no phone"], ["GB"], "GB"),
        ([], [], None),
    ],
)
def test_the_region_is_the_one_where_most_numbers_are_valid(cells, candidates, region):
    """Numbers without a country code choose among the likely countries."""
    assert choose_region(cells, candidates) == region


@pytest.mark.parametrize(
    ("typed", "email"),
    [
        (" Ada@Shop.TEST ", "ada@shop.test"),
        ("<ada@shop.test>", "ada@shop.test"),
        ("mailto:ada@shop.test", "ada@shop.test"),
        ("ada@shop", None),
        ("ada", None),
        ("a@b.test, c@d.test", None),
    ],
)
def test_an_email_is_lower_cased_and_checked(typed, email):
    """An address is compared in lower case; what is incomplete is none."""
    assert read_email(typed) == email


@pytest.mark.parametrize(
    ("typed", "handle"),
    [
        ("@Ada.Cakes", "ada.cakes"),
        ("https://www.instagram.com/ada_cakes/?hl=en", "ada_cakes"),
        ("n/a", None),
        ("ask her!", None),
    ],
)
def test_a_handle_loses_its_sign_and_link(typed, handle):
    """A handle is compared without @, link and case."""
    assert read_handle(typed) == handle


@pytest.mark.parametrize("typed", ["Walk-in", "CASH", "customer", "n/a", "–"])
def test_a_general_name_is_nobody(typed):
    """Names that stand for nobody in particular are known as such."""
    assert is_generic(typed)


def test_names_are_compared_without_case_accents_and_spaces():
    """Zoë and ZOE with doubled spaces are the same name."""
    assert name_key("  Zoë  OBI ") == name_key("ZOE obi") == "zoe obi"


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("Paid", "counts"),
        ("Delivered to gate", "counts"),
        ("part payment", "counts"),
        ("partially_refunded", "counts"),
        ("success", "counts"),
        ("✅", "counts"),
        ("weird status", None),
        ("reversed", "refunded"),
        ("abandoned", "cancelled"),
        ("authorized", "unpaid"),
        ("declined", "failed"),
        ("CANCELLED", "cancelled"),
        ("Cancelled - no stock", "cancelled"),
        ("Pending", "unpaid"),
        ("Not paid", "unpaid"),
        ("test order", "test"),
        ("RTO", "failed"),
        ("Refunded", "refunded"),
        ("Returned to origin", "failed"),
        ("returned", "refunded"),
    ],
)
def test_a_status_says_whether_an_order_counts(typed, outcome):
    """The words of sellers, shops and payment services are known; others are not."""
    assert read_status(typed) == outcome


@pytest.mark.parametrize(
    ("typed", "outcome"), [("No", "unpaid"), ("FALSE", "unpaid"), ("Yes", "counts")]
)
def test_a_payment_column_that_says_no_is_unpaid(typed, outcome):
    """Yes and no are answers to whether an order is paid."""
    assert read_payment_status(typed) == outcome


@pytest.mark.parametrize("typed", ["noemail@mail.test", "none@x.test", "n/a@x.test"])
def test_an_address_that_is_nobodys_is_no_email(typed):
    """What people type to fill a required field tells nobody apart."""
    assert read_email(typed) is None


@pytest.mark.parametrize(
    ("typed", "answer"), [("Yes", True), ("✓", True), ("no", False), ("maybe", None)]
)
def test_yes_and_no_are_read(typed, answer):
    """A cell says yes, no or neither."""
    assert read_yes_no(typed) is answer


@pytest.mark.parametrize(
    ("cells", "candidates", "region"),
    [
        (["0803 000 0101", "08030000102"], ["GB"], "NG"),
        (["90000 00101", "98000 00102"], ["GB"], "IN"),
        (["020 7946 0123", "0803 000 0101"], ["GB"], "GB"),
        (["0712 345 678"], ["GB"], "GB"),
        (["0712 345 678"], [], None),
        ([], ["GB", "NG"], "GB"),
    ],
    ids=["lagos", "pune", "half fit", "several would", "nobody says", "no numbers"],
)
def test_numbers_that_do_not_fit_the_locale_may_give_their_country_away(
    cells, candidates, region
):
    """A spreadsheet made with British settings may be a Lagos seller's."""
    assert choose_region(cells, candidates) == region
