"""A1 notation from zero-based indexes, quoted the way the Sheets API reads it."""

LETTERS = 26


def column_letter(column_index: int) -> str:
    """Return the column's letters: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    number = column_index + 1
    while number:
        number, remainder = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + remainder) + letters
    return letters


def cell_address(row_index: int, column_index: int) -> str:
    """Return a cell as the seller sees it: (0, 1) is ``B1``."""
    return f"{column_letter(column_index)}{row_index + 1}"


def quote_title(title: str) -> str:
    """Return the tab's title quoted, which the API accepts for every title.

    A bare quoted title as a range means the whole tab, whatever its size is by then.
    """
    doubled = title.replace("'", "''")
    return f"'{doubled}'"
