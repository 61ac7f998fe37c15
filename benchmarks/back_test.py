"""Part 5: do labels tell who will order again? Beside other groups and a model."""

from functools import partial
from typing import Final

import pandas as pd

from benchmarks.back_test_auc import area_under_curve
from benchmarks.back_test_data import OrderLog, missing_logs, order_logs
from benchmarks.back_test_model import expected_orders
from benchmarks.back_test_peers import (
    histories,
    rank_by_eleven,
    rank_by_six,
    rank_in,
)
from benchmarks.tables import plain_table
from segments.assign import assign
from segments.customers import Reading, look_back, read_customers
from segments.model import Grid
from segments.rules import RuleTable, parse_rules
from segments.schemes import Scheme, fit_scheme, load_scheme
from segments.tables import find_tables

DAYS_AFTER: Final = 91
SCHEMES: Final = ("starter", "simple", "shopify", "klaviyo")
HEADER: Final = (
    *("orders of", "customers", "again"),
    *(f"our {scheme}" for scheme in SCHEMES),
    *("eleven", "six", "recency", "orders", "model"),
)
LABEL_HEADER: Final = ("label", "customers", "ordered again")
_EPOCH: Final = pd.Timestamp(1899, 12, 30)
_NOTHING_BEFORE: Final = pd.DataFrame(
    columns=["segment", "since", "previous"], dtype=object
)


def run(*, quick: bool) -> str:
    """Return the tables of part 5; quick ones leave the published logs out."""
    tests = [BackTest(log) for log in order_logs(published=not quick)]
    areas = plain_table(
        "5a. Labels that predict, area under the ROC curve",
        HEADER,
        [test.row() for test in tests],
    )
    missing = [] if quick else missing_logs()
    left_out = f"Not kept here, so left out: {', '.join(missing)}.\n" if missing else ""
    return f"{areas}\n{left_out}{tests[0].by_label('starter')}"


class BackTest:
    """Labels as of 91 days before a log ends, and who ordered in the days after.

    Attributes:
        name: Of the log.
        as_of: The day of the labels; orders of that day are known.
        history: What is known of everyone with an order by then, see ``histories``.
        came_back: Whether they ordered in the days after; index as ``history``.
        reading: What the program reads from the orders known then.
    """

    def __init__(self, log: OrderLog) -> None:
        """Part the log in what was known and what came after."""
        orders = log.orders
        self.name = log.name
        self.as_of = orders["day"].max() - pd.Timedelta(days=DAYS_AFTER)
        known = orders[orders["day"] <= self.as_of]
        after = orders.loc[orders["day"] > self.as_of, "customer"]
        self.history = histories(known, self.as_of)
        everyone = self.history.index
        self.came_back = pd.Series(everyone.isin(after), index=everyone)
        self.reading: Reading = read_customers(
            find_tables("Orders", as_grid(known)), as_of=self.as_of.date()
        )

    def row(self) -> list[str]:
        """Return what the log is, and the area of every ranking."""
        rankings = (
            *map(self.ranking, SCHEMES),
            rank_by_eleven(self.history),
            rank_by_six(self.history),
            -self.history["recency_days"],
            self.history["orders"],
            expected_orders(self.history, DAYS_AFTER),
        )
        area = partial(area_under_curve, came_back=self.came_back)
        return [
            self.name,
            f"{len(self.history):,}",
            f"{self.came_back.mean():.0%}",
            *(f"{area(ranking):.3f}" for ranking in rankings),
        ]

    def by_label(self, scheme: str) -> str:
        """Return a table of who ordered again, by segment."""
        labels = self.labels(scheme)
        rows = [
            [label, f"{(labels == label).sum():,}", f"{came_back.mean():.0%}"]
            for label in load_scheme(scheme).value_order
            if len(came_back := self.came_back[labels == label])
        ]
        title = f"5b. {self.name}: {scheme} labels, and the {DAYS_AFTER} days after"
        return plain_table(title, LABEL_HEADER, rows)

    def ranking(self, scheme: str) -> pd.Series:
        """Return how high the segment of each customer stands in its scheme."""
        return rank_in(load_scheme(scheme).value_order, self.labels(scheme))

    def fitted(self, scheme: Scheme) -> RuleTable:
        """Return the rule table of a scheme as a first refresh writes it."""
        trials = look_back(self.reading.orders, self.reading.as_of)
        return fit_scheme(scheme, self.reading.customers, trials)

    def labels(self, scheme_name: str) -> pd.Series:
        """Return the segment of every customer, the way a refresh comes to it."""
        scheme = load_scheme(scheme_name)
        assigned = assign(
            self.reading,
            parse_rules(self.fitted(scheme)),
            previous=_NOTHING_BEFORE,
            as_of=self.as_of.date(),
            scores=scheme.scores,
        )
        segments = assigned.frame["segment"]
        named = segments.set_axis(self.reading.customers["customer_id"])
        return named.reindex(self.history.index).fillna("")


def as_grid(orders: pd.DataFrame) -> Grid:
    """Return a tab of orders as the API gives it, under a header."""
    days = (orders["day"] - _EPOCH).dt.days
    return Grid(
        [
            ["Order ID", *(f"ORD-{number:06d}" for number in range(len(orders)))],
            ["Customer ID", *orders["customer"]],
            ["Date", *days.tolist()],
            ["Amount", *orders["amount"].tolist()],
        ]
    )
