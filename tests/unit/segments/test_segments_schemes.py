"""Ready-made schemes, fitted to the shop."""

import datetime as dt

import pandas as pd
import pytest

from segments.errors import UnknownSchemeError
from segments.rules import parse_rules
from segments.schemes import fit_scheme, load_scheme, scheme_names, value_order
from segments.schemes.figures import plain_figure, shop_figures, two_digits

NEVER = float("nan")


def customers_with(spent, gaps):
    return pd.DataFrame(
        {"orders": 1, "spent": spent, "usual_gap_days": gaps, "overdue": NEVER}
    )


def test_the_default_scheme_comes_first():
    """Six schemes are shipped, starter first."""
    others = ("simple", "shopify", "klaviyo", "wholesale", "leads")

    assert scheme_names() == ("starter", *others)


def test_an_unknown_scheme_names_those_that_exist():
    """The error lists the schemes there are."""
    with pytest.raises(UnknownSchemeError, match=r"starter, simple, .* or leads"):
        load_scheme("shopfy")


@pytest.mark.parametrize("name", scheme_names())
def test_every_scheme_fits_an_empty_shop_and_parses(read, name):
    """A scheme works from the first day: its rules parse, the last takes everyone."""
    scheme = load_scheme(name)

    rules = parse_rules(fit_scheme(scheme, read().customers))

    assert rules.warnings == ()
    assert all(rules.meaning(segment) for segment in rules.segments)
    assert all("{name}" in rules.message(segment) for segment in rules.segments)
    assert scheme.title
    assert scheme.description


@pytest.mark.parametrize("name", scheme_names())
def test_a_scheme_ranks_its_own_segments_by_value(name):
    """Where a scheme has a value order, every one of its segments stands in it once."""
    scheme = load_scheme(name)

    labels = {rule.label for rule in scheme.rules if rule.kind == "Segment"}
    order = value_order(name, sorted(labels))
    assert sorted(order) == sorted(labels)
    assert order[: len(scheme.value_order)] == scheme.value_order


def test_segments_of_the_sellers_own_come_after_those_of_the_scheme():
    """Known segments stand in the scheme's order, others as the rules have them."""
    found = value_order("leads", ["Zebra", "revival", "Hot", "Aunties", "Customer"])

    assert found == ("Customer", "Hot", "revival", "Zebra", "Aunties")


@pytest.mark.parametrize(
    ("customers", "figures"),
    [
        (
            customers_with([], []),
            {"at_risk_days": "90", "lapsed_days": "270", "vip_orders": "5"},
        ),
        (
            customers_with([100.0] * 3 + [5000.0], [NEVER] * 4),
            {"at_risk_days": "90", "vip_spent": "200", "vip_orders": "5"},
        ),
        (
            customers_with(list(range(1000, 31000, 1000)), [10.0] * 15 + [50.0] * 15),
            {"at_risk_days": "45", "lapsed_days": "135", "vip_spent": "27000"},
        ),
        (
            customers_with([0.0] * 30, [400.0] * 30),
            {"at_risk_days": "120", "lapsed_days": "360", "vip_orders": "3"},
        ),
        (customers_with([1.0] * 30, [7.0] * 30), {"at_risk_days": "14"}),
        (customers_with([5000.0] * 30, [NEVER] * 30), {"vip_spent": "5100"}),
        (
            customers_with([5040.0] * 28 + [9000.0] * 2, [NEVER] * 30),
            {"vip_spent": "5100"},
        ),
    ],
    ids=["empty", "few", "many", "slow", "quick", "equal", "nearly equal"],
)
def test_figures_come_from_the_shops_own_numbers(customers, figures):
    """Percentiles are used when there are enough people, fixed lines before."""
    found = shop_figures(customers)

    assert {name: found[name] for name in figures} == figures


def test_without_amounts_the_best_order_more_than_most():
    """VIPs order more than the middle of those who came back; no amount is asked."""
    regulars = customers_with([0.0] * 30, [NEVER] * 30).assign(orders=9)

    figures = shop_figures(regulars)

    assert figures["vip_orders"] == "10"
    assert "vip_spent" not in figures


@pytest.mark.parametrize(
    ("figure", "rounded"), [(123_456, 120_000), (0.0567, 0.057), (0, 0), (-5, 0)]
)
def test_cut_offs_have_two_digits(figure, rounded):
    """A cut-off is a figure one can remember."""
    assert two_digits(figure) == rounded


def test_figures_are_written_plainly():
    """No exponent and no idle decimals stand in a rule."""
    assert [plain_figure(one) for one in (1.2e9, 0.5)] == ["1200000000", "0.5"]


@pytest.mark.parametrize(
    ("days", "segment"),
    [
        ([7], "New"),
        ([7, 40], "Regular"),
        ([100], "Lapsed"),
        ([100, 140], "At risk"),
        ([122, 200], "At risk"),
        ([271, 280], "Lapsed"),
        ([28, 35, 42, 49], "At risk"),
        ([120, 485, 850], "Regular"),
        ([121, 486, 851], "At risk"),
        ([8, 15, 22], "Regular"),
        ([4, 5, 6, 7], "Regular"),
    ],
    ids=[
        *("one last week", "two", "once, over the line", "over the line"),
        *("four months", "three quarters of a year"),
        *("weekly, silent four weeks", "yearly, silent four months"),
        *("yearly, silent longer", "weekly, in rhythm", "daily, silent four days"),
    ],
)
def test_the_starter_scheme_tells_customers_apart(read, label, days, segment):
    """Who is new, drifting by the shop's line or their own rhythm, and who is gone."""
    as_of = dt.date(2026, 11, 1)
    serial = (as_of - dt.date(1899, 12, 30)).days
    rows = [(serial - ago, "Ada", 10) for ago in days]
    others = [(serial - 7, f"P{n}", 900) for n in range(9)]

    reading = read(Orders=[("Date", "Customer", "Amount"), *rows, *others])
    rules = parse_rules(fit_scheme(load_scheme("starter"), reading.customers))

    assert label(reading, rules).frame.loc["name:ada", "segment"] == segment


@pytest.mark.parametrize("count", [30, 10])
@pytest.mark.parametrize("spent", [5000, None])
def test_nobody_is_vip_in_a_shop_of_equals(read, label, count, spent):
    """Customers who all order and spend alike are no better than one another."""
    days = [46290, 46300, 46310, 46315, 46318, 46320]
    rows = [(day, f"P{n}", 1, spent) for n in range(count) for day in days]

    reading = read(Orders=[("Date", "Customer", "Qty", "Amount"), *rows])
    rules = parse_rules(fit_scheme(load_scheme("starter"), reading.customers))

    assert set(label(reading, rules).frame["segment"]) == {"Regular"}


def test_the_best_are_vip_and_those_who_never_ordered_prospects(read, label):
    """Spend well above the shop's middle makes a VIP of a repeat buyer."""
    orders = [("Date", "Customer", "Amount")]
    orders += [(46300, f"P{n}", 100) for n in range(9)]
    orders += [(46300, "Ada", 500), (46310, "Ada", 500)]

    reading = read(Orders=orders, People=[("Customer", "City"), ("Zed", "Jos")])
    rules = parse_rules(fit_scheme(load_scheme("starter"), reading.customers))

    frame = label(reading, rules).frame
    assert frame.loc["name:ada", ["segment", "tags"]].tolist() == ["VIP", "Big spender"]
    assert frame.loc["name:zed", "segment"] == "Prospect"
    assert frame.loc["name:zed", "why"] == "Prospect: no orders yet."
