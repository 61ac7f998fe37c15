"""Which rows are one person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws import tried

HEADER = ("Customer ID", "Name", "Phone", "Instagram", "Email", "City")
ADA_PHONE, ADA_KEY = "08031234567", "phone:+2348031234567"


def people(read, *rows):
    return read(People=[HEADER, ("", "Z", "+2348099999999"), *rows])


def keys(reading):
    return reading.rows.sort_values("row_index")["customer"].tolist()[1:]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(7, "Ada"), (7.0, "Ada Obi")], ["id:7", "id:7"]),
        ([("", "Ada", ADA_PHONE), ("", "A.", "+234 803 123 4567")], [ADA_KEY] * 2),
        ([("", "Ada", "", "@ada"), ("", "", "", "ADA")], ["handle:ada"] * 2),
        (
            [("", "Ada", "", "", "a@b.test"), ("", "", "", "", "A@B.test")],
            ["email:a@b.test"] * 2,
        ),
        (
            [
                (9, "Ada", "", "", "a@b.test"),
                ("", "", ADA_PHONE, "ada", ""),
                ("", "", "", "ada", "a@b.test"),
            ],
            ["id:9"] * 3,
        ),
        ([("", "Ada", ADA_PHONE), ("", "Ada", "08121234567")], None),
        ([("", "Ada Obi"), ("", "ada  obi")], ["name:ada obi"] * 2),
        (
            [("", "Ada", "", "", "", "Lagos"), ("", "Ada", "", "", "", "Abuja")],
            ["name:ada|lagos", "name:ada|abuja"],
        ),
        (
            [("", "Ada", "", "", "", "Lagos"), ("", "Ada", "", "", "", "")],
            ["name:ada"] * 2,
        ),
        ([("", "Ada", ADA_PHONE), ("", "ADA")], [ADA_KEY] * 2),
        (
            [("", "Ada", ADA_PHONE, "", "", "Lagos"), ("", "Ada", "", "", "", "Jos")],
            [ADA_KEY, "name:ada"],
        ),
    ],
    ids=[
        *("customer id", "phone", "handle", "email", "chain", "two phones", "name"),
        *("two cities", "one city", "name joins", "other city"),
    ],
)
def test_rows_are_one_person_by_their_strongest_contact(read, rows, expected):
    """Contacts join rows through any chain; a name only if nothing speaks against."""
    found = keys(people(read, *rows))

    assert found == expected if expected else len(set(found)) == len(rows)


def test_a_name_that_several_people_share_stays_apart_and_is_listed(read, rows_by_code):
    """A name alone is not credited to one of two people who bear it."""
    rows = [("", "Ada", ADA_PHONE), ("", "Ada", "08121234567"), ("", "Ada")]

    reading = people(read, *rows)

    assert keys(reading)[2] == "name:ada"
    assert rows_by_code(reading.problems) == {"ambiguous_name": [4]}


def test_merged_rows_of_a_customers_tab_are_listed(read, rows_by_code):
    """Whoever stands in a tab twice is one customer, and both rows are named."""
    reading = people(read, ("", "Ada", ADA_PHONE), ("", "A. Obi", "8031234567"))

    assert rows_by_code(reading.problems) == {"merged": [2, 3]}
    assert len(reading.customers) == 2


def test_general_names_never_join_people(read, rows_by_code):
    """Two walk-ins with phones are two people without a name, others are nobody."""
    rows = [("", "Walk-in", ADA_PHONE), ("", "Walk-in", "08121234567"), ("", "Cash")]

    reading = people(read, *rows)

    assert len(set(keys(reading))) == 2
    assert rows_by_code(reading.problems) == {"no_customer": [4], "no_name": [2, 3]}


def test_a_person_with_a_bad_phone_stays(read, rows_by_code):
    """A phone that is not valid is listed; its owner is still a customer."""
    rows = [("", "Ada", "0803"), ("", "", "12345")]

    reading = people(read, *rows)

    assert keys(reading) == ["name:ada", "name:12345"]
    assert rows_by_code(reading.problems) == {"bad_phone": [2, 3]}
    assert reading.customers.loc["name:ada", "phone"] is None


def test_orders_find_the_customers_of_another_tab(read):
    """An order row joins the customer it names by phone, whatever the tab."""
    reading = read(
        People=[("Name", "Phone", "Metal"), ("Ada Obi", ADA_PHONE, "gold")],
        Orders=[
            ("Date", "Client", "WhatsApp", "Amount (N)"),
            (46000, "ada", 8031234567, 5),
        ],
    )

    assert reading.customers["orders"].to_dict() == {ADA_KEY: 1}
    assert reading.customers["name"].tolist() == ["Ada Obi"]
    assert reading.own["Metal"].tolist() == ["gold"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [
                ("", "Ada", ADA_PHONE, "", "", "Lagos"),
                ("", "ADA", "", "", "a@b.test", "Lagos"),
            ],
            {"merged": [2, 3]},
        ),
        (
            [
                ("", "Ada", ADA_PHONE, "", "", "Lagos"),
                ("", "Ada", "", "", "a@b.test", ""),
            ],
            {"look_alike": [2, 3]},
        ),
        (
            [
                ("", "Ada", ADA_PHONE, "", "", "Lagos"),
                ("", "Ada", "", "", "a@b.test", "Abuja"),
            ],
            {},
        ),
        (
            [
                ("", "Ada", ADA_PHONE, "", "", "Lagos"),
                ("", "Ada", "08121234567", "", "", "Lagos"),
                ("", "Ada", "", "", "a@b.test", "Lagos"),
            ],
            {"look_alike": [2, 3, 4]},
        ),
        (
            [
                ("", "Ada", ADA_PHONE, "", "a@b.test", "Lagos"),
                ("", "Ada", "", "ada", "c@d.test", "Lagos"),
            ],
            {},
        ),
    ],
    ids=["one city", "no city", "two cities", "two fit", "contradiction"],
)
def test_namesakes_of_one_city_are_one_if_no_contact_contradicts(
    read, rows_by_code, rows, expected
):
    """Same name and city merge a phone with an e-mail; what stays open is suggested."""
    reading = people(read, *rows)

    assert rows_by_code(reading.problems) == expected
    assert len(set(keys(reading))) == (1 if "merged" in expected else len(rows))


def test_a_shared_contact_joins_nobody(read, rows_by_code):
    """An e-mail that people of other names and phones give too makes them not one."""
    rows = [
        (46000, "Bo", "+2348031234561", "shop@example.com"),
        (46001, "Cy", "+2348031234562", "shop@example.com"),
        (46002, "Cy Obi", "+2348031234563", "cy@example.com"),
        (46003, "Cy", "+2348031234562", "cy@example.com"),
    ]

    header = ("Date", "Customer", "Phone", "Email", "Amount")

    reading = read(Orders=[header, *((*row, 5) for row in rows)])

    assert reading.customers["orders"].tolist() == [1, 3]
    assert rows_by_code(reading.problems) == {"shared_contact": [1, 2]}


def test_customer_numbers_that_begin_anew_in_each_tab_join_nobody(read):
    """Number 1 of one tab is not number 1 of another with another name and phone."""
    header = ("Customer ID", "Name", "Phone")

    reading = read(
        Shop=[header, (1, "Ada", "+2348031234561")],
        Stall=[header, (1, "Zed", "+2348031234562")],
    )

    assert reading.customers["name"].tolist() == ["Ada", "Zed"]


def test_one_phone_under_two_names_is_listed(read):
    """Order rows are one person by their phone; that the names differ is told."""
    phone = "+2348031234561"
    rows = [(46000, "Ada Obi", phone), (46001, "Ada", phone), (46002, "Musa", phone)]

    reading = read(
        Orders=[("Date", "Customer", "Phone", "Qty"), *((*row, 1) for row in rows)]
    )

    (problem,) = [one for one in reading.problems if one.code == "merged"]
    assert problem.row_indexes == (1, 2, 3)
    assert reading.customers["orders"].tolist() == [3]


def test_what_is_told_of_order_rows_stays_when_a_list_unites_them(read):
    """People joined by name are listed whether or not a list has all their contacts."""
    header = ("Date", "Customer", "City", "Phone", "Email", "Qty")
    rows = [
        (46000, "Ada", "Lagos", "+2348031234561", None, 1),
        (46001, "Ada", "Lagos", None, "ada@shop.test", 1),
    ]
    person = ("Ada", "Lagos", "+2348031234561", "ada@shop.test")

    alone = read(Orders=[header, *rows])
    beside = read(
        Orders=[header, *rows], People=[("Name", "City", "Phone", "Email"), person]
    )

    merged = [one for one in alone.problems if one.code == "merged"]
    assert [one.row_indexes for one in merged] == [(1, 2)]
    assert [one for one in beside.problems if one.code == "merged"] == merged


PHONE = "+2348031234561"
ORDERS = ("Date", "Customer", "Phone", "Qty")


@pytest.mark.parametrize(
    ("rows", "column", "words"),
    [
        ([("", "Ada", PHONE), ("", "A. Obi", PHONE)], 2, "the same phones"),
        ([(7, "Ada"), (7, "A. Obi")], 0, "the same customer numbers"),
        ([("", "Ada", "", "@a.obi"), ("", "", "", "a.obi")], 3, "the same handles"),
        (
            [("", "Ada", "", "", "a@b.test"), ("", "", "", "", "a@b.test")],
            4,
            "the same e-mails",
        ),
        ([("", "Ada", PHONE), ("", "ADA")], 1, "the same names"),
        (
            [
                ("", "Ada", PHONE, "", "", "Lagos"),
                ("", "Ada", "", "", "a@b.test", "Lagos"),
            ],
            1,
            "the same name and city",
        ),
    ],
    ids=["phone", "number", "handle", "e-mail", "name", "name and city"],
)
def test_a_merge_says_what_it_rests_on_and_how_to_undo_it(read, rows, column, words):
    """The seller learns which contact joined the rows, and where to write if wrong."""
    (merged,) = [one for one in people(read, *rows).problems if one.code == "merged"]

    assert merged.row_indexes == (2, 3)
    assert merged.column_index == column
    assert words in merged.message
    assert "headed Keep apart" in merged.message


def test_a_merge_through_a_third_row_says_so(read):
    """A phone in one tab and an e-mail in it are one person through another tab."""
    header = ("Name", "Phone", "Email")
    reading = read(
        Shop=[header, ("Ada", PHONE, None), ("Ada", None, "a@b.test")],
        Fair=[header, ("Ada Obi", PHONE, "a@b.test")],
    )

    (merged,) = [one for one in reading.problems if one.code == "merged"]
    assert (merged.source, merged.row_indexes) == ("Shop", (1, 2))
    assert "third rows" in merged.message


APART = ("Name", "Phone", "Email", "Keep apart")


def of_orders(read, listed, *orders):
    """Read a list and orders; return who ordered how often, by name."""
    reading = read(
        People=[APART, *listed, ("Zed", "+2348099999999", None, None)],
        Orders=[ORDERS, *((46000 + at, *row, 1) for at, row in enumerate(orders))],
    )
    bought = reading.customers[reading.customers["orders"] > 0]
    return reading, sorted(zip(bought["name"], bought["orders"], strict=True))


def test_who_is_kept_apart_is_joined_by_nothing(read):
    """A marked row shares phone, e-mail and name with another and is still its own."""
    ada = ("Ada Obi", PHONE, "ada@shop.test")

    reading, _ = of_orders(read, [(*ada, "yes"), (*ada, None)], ("Ada Obi", PHONE))

    assert len(set(reading.rows["customer"])) == 3


@pytest.mark.parametrize(
    ("orders", "bought"),
    [
        ([("Bola Ige", PHONE), ("bola  ige", PHONE)], [("Bola Ige", 2)]),
        ([("Ada Obi", PHONE), ("Bola Ige", PHONE)], [("Ada Obi", 1), ("Bola Ige", 1)]),
        ([("Ada", PHONE), ("Bola Ige", "")], [("Ada Obi", 1), ("Bola Ige", 1)]),
    ],
    ids=["the marked one", "each", "part of a name, a name alone"],
)
def test_orders_go_to_the_one_of_two_kept_apart_whom_they_name(read, orders, bought):
    """An order with the shared phone is that of the person whose name it has."""
    listed = [("Ada Obi", PHONE, None, None), ("Bola Ige", PHONE, None, "yes")]

    assert of_orders(read, listed, *orders)[1] == bought


def test_an_order_that_fits_both_is_listed(read, rows_by_code):
    """A shared phone alone does not say which of the two it was."""
    listed = [("Ada Obi", PHONE, None, None), ("Bola Ige", PHONE, None, "yes")]

    reading, bought = of_orders(read, listed, (None, PHONE), ("Bola", PHONE))

    assert rows_by_code(reading.problems)["ambiguous_person"] == [1, 2]
    assert bought == [("Ada Obi", 2)]


def test_orders_of_someone_kept_apart_need_no_name_when_nobody_shares_the_phone(read):
    """Who is kept apart by e-mail is still found by a phone of her own."""
    listed = [
        ("Ada Obi", PHONE, "shop@shop.test", "yes"),
        ("Bola Ige", "+2348031234562", "shop@shop.test", None),
    ]

    _, bought = of_orders(read, listed, (None, PHONE), ("ada", PHONE))

    assert bought == [("Ada Obi", 2)]


def test_orders_can_be_marked_too(read):
    """Orders of one phone are two people when those of one name are marked."""
    rows = [
        (46000, "Ada Obi", PHONE, 1, None),
        (46001, "Musa Bello", PHONE, 1, "yes"),
        (46002, "Musa Bello", PHONE, 1, None),
    ]
    orders = [(*ORDERS, "Separate"), *rows]

    alone = read(Orders=orders)
    beside = read(
        Orders=orders,
        People=[
            ("Customer", "Phone"),
            *zip(alone.customers["name"], alone.customers["phone"], strict=True),
        ],
    )

    assert alone.customers["orders"].tolist() == [2, 1]
    assert beside.customers["orders"].equals(alone.customers["orders"])


def test_a_mark_that_is_cleared_leaves_no_trace(read):
    """What was read before someone was kept apart is read again afterwards."""
    listed = [("Ada Obi", PHONE, None, None), ("Bola Ige", PHONE, None, None)]
    marked = [listed[0], ("Bola Ige", PHONE, None, "yes")]
    orders = [("Ada Obi", PHONE), ("Bola Ige", PHONE), (None, PHONE)]

    before, between, after = (
        of_orders(read, rows, *orders)[0] for rows in (listed, marked, listed)
    )

    assert len(between.customers) == len(before.customers) + 1
    assert after.customers.equals(before.customers)
    assert after.problems == before.problems


KEPT_APART = (
    ("Name", "Phone", "Email", "City", "Keep apart"),
    ("Ada Obi", PHONE, None, "Lagos", "yes"),
    ("Ada Obi", PHONE, "a@b.test", "Lagos", None),
    ("Bola Ige", PHONE, None, None, "yes"),
    ("Chi Eze", PHONE, None, None, None),
    ("Musa Bello", PHONE, None, None, None),
    ("Ada", None, "a@b.test", None, None),
    ("Ada Obi", None, None, "Jos", "yes"),
)


def test_who_is_kept_apart_does_not_hang_on_row_order(read):
    """Shuffled rows give the same people, marked or not."""
    header, *rows = KEPT_APART
    straight = read(People=[header, *rows])

    @tried(4)
    @given(order=st.permutations(range(7)))
    def shuffled_reads_alike(order):
        shuffled = read(People=[header, *(rows[at] for at in order)])

        assert shuffled.customers.equals(straight.customers)
        keys = dict(zip(order, shuffled.rows["customer"], strict=True))
        assert [keys[at] for at in range(7)] == straight.rows["customer"].tolist()

    shuffled_reads_alike()


def test_a_mark_that_says_neither_yes_nor_no_is_listed(read, rows_by_code):
    """A remark in the column keeps nobody apart, and is said to do nothing."""
    listed = [("Ada Obi", PHONE, None, "no"), ("Bola Ige", PHONE, None, "ask her")]

    reading, _ = of_orders(read, listed, ("Ada Obi", PHONE))

    assert rows_by_code(reading.problems)["bad_yes_no"] == [2]
    assert len(set(reading.rows["customer"])) == 2


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("Chidinma Okafor", PHONE), ("Chidimma Okafor", ""), True),
        (("Chidinma Okafor", ""), ("Okafor Chidinma", ""), True),
        (("Chidinma Okafor", PHONE), ("C. Okafor", ""), True),
        (("Chidinma Okafor", ""), ("Chidinma Okafro", ""), True),
        (("Chidinma Okafor", PHONE), ("Chidimma Okafor", "+2348129876543"), False),
        (("Ada Obi", ""), ("Ade Obi", ""), False),
        (("Customer 1234", ""), ("Customer 1235", ""), False),
        (("Ada Obi", "+2348031234561"), ("Ada Obi", "+2348031234567"), True),
        (("Ada Obi", "+2348031234561"), ("Ada Obi", "+2348031243561"), True),
        (("Ada Obi", "+2348031234561"), ("Ada Obi", "+2348129876543"), False),
        (("Ada Obi", "+2348031234561"), ("Musa Bello", "+2348031234567"), False),
    ],
    ids=[
        *("a letter", "the order", "an initial", "two swapped letters"),
        *("other phones", "short", "numbers", "a digit", "two swapped digits"),
        *("another phone", "another name"),
    ],
)
def test_what_may_be_a_misspelling_is_suggested_and_not_merged(
    read, rows_by_code, one, other, alike
):
    """Names and phones that are nearly the same are listed; the people stay two."""
    reading = people(read, *(("", *row) for row in (one, other)))

    assert len(set(keys(reading))) == 2
    assert rows_by_code(reading.problems) == ({"look_alike": [2, 3]} if alike else {})


@pytest.mark.parametrize(
    ("cities", "alike"),
    [(("Lagos", "Lagos"), True), (("Lagos", ""), True), (("Lagos", "Jos"), False)],
)
def test_people_of_two_cities_are_no_look_alikes(read, rows_by_code, cities, alike):
    """A name that is nearly the same says little when the city is another."""
    names = ("Chidinma Okafor", "Chidimma Okafor")
    rows = [
        ("", name, "", "", "", city) for name, city in zip(names, cities, strict=True)
    ]

    assert ("look_alike" in rows_by_code(people(read, *rows).problems)) is alike


def test_an_initial_that_fits_two_names_suggests_neither(read, rows_by_code):
    """C. Okafor may be Chidinma or Chukwudi: that is no hint at all."""
    rows = [("", name) for name in ("Chidinma Okafor", "Chukwudi Okafor", "C. Okafor")]

    assert rows_by_code(people(read, *rows).problems) == {}


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (("Ada Obi", "Musa Bello"), 1),
        (("Ada Obi", "Musa Obi", "Chi Obi"), 1),
        (("Chidinma", "Chidimma", "Chidinna"), 1),
        (("Ada Obi", "Musa Bello", "Chi Eze"), 3),
        (("राम शर्मा", "सीता वर्मा", "मोहन गुप्ता"), 3),
    ],
    ids=["a couple", "a family", "misspelled", "a shop's phone", "in Hindi"],
)
def test_a_phone_of_three_strangers_joins_nobody(read, rows_by_code, names, count):
    """Two names are a couple and one surname a family; three strangers are a shop."""
    reading = people(read, *(("", name, PHONE) for name in names))

    assert len(set(keys(reading))) == count
    assert ("shared_contact" in rows_by_code(reading.problems)) is (count > 1)


def test_an_email_typed_with_the_phone_of_the_shop_joins_nobody_either(read):
    """A shop's phone and its e-mail, typed for everybody, tell nobody apart."""
    names = ("Ada Obi", "Musa Bello", "Chi Eze")

    reading = people(read, *(("", name, PHONE, "", "shop@b.test") for name in names))

    assert len(set(keys(reading))) == 3


def test_a_customer_number_holds_three_names_on_one_phone_together(read):
    """The shop's own number for a person weighs more than how the name is written."""
    names = ("Ada Obi", "Musa Bello", "Chi Eze")

    reading = people(read, *((7, name, PHONE) for name in names))

    assert set(keys(reading)) == {"id:7"}


def test_people_of_a_shared_phone_stay_who_they_are_once_listed(read):
    """A list made of what orders say is read as the same people."""
    rows = [
        (46000, "Ada Obi", PHONE, 1),
        (46001, "Musa Bello", PHONE, 1),
        (46002, "Chi Eze", PHONE, 1),
        (46003, None, PHONE, 1),
    ]

    alone = read(Orders=[ORDERS, *rows])
    made = zip(alone.customers["name"], alone.customers["phone"], strict=True)
    beside = read(Orders=[ORDERS, *rows], People=[("Customer", "Phone"), *made])

    assert beside.customers["orders"].equals(alone.customers["orders"])
    assert beside.rows["customer"].tolist() == alone.customers.index.tolist()


def test_of_two_spellings_the_careful_one_is_shown(read):
    """Accents and capitals are what people leave out, not what they add."""
    rows = [
        ("", "AMELIE DURAND", PHONE),
        ("", "amelie durand", PHONE),
        ("", "Amelie Durand", PHONE),
        ("", "Amélie Durand", PHONE),
    ]

    assert "Amélie Durand" in people(read, *rows).customers["name"].tolist()


@pytest.mark.parametrize(
    ("name", "nobody"),
    [
        *((name, True) for name in ("Walk-in customer 2", "GUEST 14", "cash sale 3")),
        *((name, True) for name in ("Client comptoir", "ग्राहक", "عميل نقدي", "N/A")),
        *((name, False) for name in ("Customer 7", "Christopher Guest", "Cash Obi")),
    ],
)
def test_names_that_only_count_strangers_are_nobodys(read, name, nobody):
    """Walk-in 2 is as little a person as Walk-in; Customer 7 is the seller's own."""
    assert (len(people(read, ("", name)).customers) == 1) is nobody
