"""Which rows are one person."""

import pytest

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
    """Two walk-ins with phones are two people, and without one they are nobody."""
    rows = [("", "Walk-in", ADA_PHONE), ("", "Walk-in", "08121234567"), ("", "Cash")]

    reading = people(read, *rows)

    assert len(set(keys(reading))) == 2
    assert rows_by_code(reading.problems) == {"no_customer": [4]}


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
