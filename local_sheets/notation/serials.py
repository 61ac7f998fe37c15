"""Dates as serial numbers: days since 1899-12-30, without a time zone.

Source: the DateTimeRenderOption.SERIAL_NUMBER entry of Google's discovery document.
"""

from datetime import UTC, date, datetime, time, timedelta

from local_sheets.grid.cells import tidy_number

# A serial has no time zone; UTC stands for "as written" throughout.
_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
_DAY_S = 86_400


def serial_of_date(day: date) -> int:
    """Return the serial number of a day."""
    return (day - _EPOCH.date()).days


def serial_of_datetime(moment: datetime) -> int | float:
    """Return the serial number of a day and time of day, whole when at midnight."""
    since = moment.replace(tzinfo=UTC) - _EPOCH
    seconds = since.seconds + since.microseconds / 1e6
    return tidy_number(since.days + seconds / _DAY_S)


def serial_of_time(moment: time) -> float:
    """Return a time of day as a fraction of a day."""
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return (seconds + moment.microsecond / 1e6) / _DAY_S


def datetime_of(serial: float) -> datetime | None:
    """Return the moment of a serial, to the millisecond; None off the calendar."""
    try:
        moment = _EPOCH + timedelta(milliseconds=round(serial * _DAY_S * 1000))
    except OverflowError:
        return None
    return moment
