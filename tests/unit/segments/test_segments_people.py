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
