"""Dates of publication, as newspapers, archives and databases write them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Hashable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

# pandas would read "10:30" as that time today, and "now" as now: a date has to state its year.
_STATES_A_YEAR = re.compile(
    r"(?<![+\-:\d])\d{4}(?!\d)|[A-Za-z]{3}-\d{4}(?!\d)|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2}(?!\d)"
)
_THREE_NUMBERS = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})[/.\-](\d{4}|\d{2})(?!\d)(.*)")
# pandas does not know these abbreviations, or not in all versions.
_ZONES = {
    "EST": "-0500",
    "EDT": "-0400",
    "CST": "-0600",
    "CDT": "-0500",
    "MST": "-0700",
    "MDT": "-0600",
    "PST": "-0800",
    "PDT": "-0700",
    "GMT": "+0000",
    "BST": "+0100",
    "CET": "+0100",
    "CEST": "+0200",
}
# As newspapers in America write them: the hour of the place, summer or winter.
_PLACES = {"ET": "EST", "CT": "CST", "MT": "MST", "PT": "PST"}
_ZONE = re.compile(rf"\b({'|'.join(_ZONES)})$")

# What pages and archives write around a date, and how they write a time.
_AROUND = re.compile(r"^(?:published|posted|updated|date)(?: on)?:? +|,? (?:\w+ )?edition$", re.I)
_TIME_AFTER = re.compile(r"(?<=\d{4})(?:,? at |,? - )(?=\d{1,2}[:.]\d{2})")
_DOTTED_TIME = re.compile(r"(?<=\d{4} )(\d{1,2})\.(\d{2})(?!\d)")
# A date in a line that says more: "Updated 10:20 AM ET, Wed March 4, 2031".
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE_INSIDE = re.compile(
    rf"\b({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b"
    rf"|\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of|\.)?[ -]({_MONTH})\.?,?[ -](\d{{4}})\b"
    r"|\b(\d{4})(?:-|年)(\d{1,2})(?:-|月)(\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_TIME_INSIDE = re.compile(
    r"\b(\d{1,2})[:.](\d{2})(?::\d{2})?(?: ?([ap])\.?m\b\.?)?(?: \(?([A-Z]{2,4})\b)?", re.IGNORECASE
)
_LONGEST_LINE = 100  # characters

_COMPACT = re.compile(r"(\d{8})T(\d{6})(Z?)")

_ORDER_IS_A_GUESS = (
    "published: nothing shows whether days or months come first in dates such as {example}; "
    "read as month, day, year (day_first=True reads day, month, year)"
)


class _Numeric(NamedTuple):
    """A date of three numbers with the year last, such as 03/04/2021 10:30."""

    first: int
    second: int
    mark: str
    year: int
    rest: str


def dates(column: pd.Series, day_first: bool | None = None) -> tuple[pd.Series, str | None]:
    """Read a column as points in time.

    Parameters
    ----------
    column : Series
        Dates, text in any common notation, year numbers, or seconds or milliseconds since 1970.
    day_first : bool, optional
        Whether 03/04/2021 is the third of April (True) or the fourth of March (False). Without
        it, the column decides: a first number above 12 is a day, and so is a second one. Where
        no row shows it, dates with dots have the day first and others the month.

    Returns
    -------
    dates : Series of datetime64
        In UTC where a time zone is stated, else as written. What can't be read is ``NaT``.
    note : str or None
        How dates were read, where that was a guess.

    Examples
    --------
    >>> found, note = dates(pd.Series(["2021-04-03", "3 April 2021", "17/4/21", "soon"]))
    >>> found.dt.day.tolist()
    [3.0, 3.0, 17.0, nan]
    """
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return column.dt.tz_convert("UTC").dt.tz_localize(None), None
    if pd.api.types.is_datetime64_dtype(column.dtype):
        return column, None
    values = column.astype(object)
    try:  # a day has many articles: what is written alike is read once
        codes, distinct = pd.factorize(values)
    except TypeError:  # a list or an object in place of a date
        hashable = values.map(lambda value: value if isinstance(value, Hashable) else None)
        codes, distinct = pd.factorize(hashable)
    written = [_as_written(value) for value in distinct]
    leads, note = _day_leads([value for value in written if isinstance(value, _Numeric)], day_first)
    plain = [_iso(value, leads) if isinstance(value, _Numeric) else value for value in written]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on notations that it reads one by one, as it should here
        read = pd.to_datetime(
            pd.Series(plain, dtype=object), errors="coerce", format="mixed", utc=True
        )
    for place in np.flatnonzero(read.isna()).tolist():
        if inside := _inside(distinct[place]):
            read.iloc[place] = inside
    found = read.dt.tz_localize(None).reindex(codes)
    found.index = column.index
    return found, note


def _as_written(value: object) -> object:
    """Give what pandas can be trusted to read, the numbers of a numeric date, or None."""
    if isinstance(value, (date, np.datetime64)):
        return value
    if isinstance(value, (int, float, np.number)) and not isinstance(value, bool):
        value = str(int(value)) if np.isfinite(value) and value == int(value) else ""
    if not isinstance(value, str):
        return None
    value = value.strip()
    digits = value.removesuffix(".0")
    if digits.isascii() and digits.isdigit():
        return _of_digits(digits)
    if match := _THREE_NUMBERS.fullmatch(value):
        first, mark, second, year, rest = match.groups()
        # Two digits mean 1969 to 2068, as in POSIX.
        century = 0 if len(year) == 4 else 1900 if int(year) >= 69 else 2000
        return _Numeric(int(first), int(second), mark, century + int(year), rest)
    if match := _COMPACT.fullmatch(value):
        return f"{_of_digits(match[1] + match[2])}{match[3]}"
    if not _STATES_A_YEAR.search(value):
        return None
    value = _TIME_AFTER.sub(" ", _AROUND.sub("", value))
    value = _DOTTED_TIME.sub(r"\1:\2", value)
    return _ZONE.sub(lambda match: _ZONES[match[1]], value)


def _inside(value: object) -> pd.Timestamp | None:
    """Find the one date, and the time beside it, in a line that says more."""
    if not isinstance(value, str) or len(value) > _LONGEST_LINE:
        return None
    matches = list(_DATE_INSIDE.finditer(value))
    if len(matches) != 1:
        return None
    parts = matches[0].groups()
    if parts[0]:
        month, day, year = parts[:3]
    elif parts[3]:
        day, month, year = parts[3:6]
    else:
        year, month, day = parts[6:]
    rest = value[: matches[0].start()] + " " + value[matches[0].end() :]
    time = _TIME_INSIDE.search(rest)
    written = f"{year}-{month[:3]}-{day}"
    if time:
        written += f" {time[1]}:{time[2]}" + (f" {time[3]}m" if time[3] else "")
        zone = (time[4] or "").upper()
        written += " " + _ZONES.get(_PLACES.get(zone, zone), "")
    read = pd.to_datetime(written, errors="coerce", utc=True)
    return None if pd.isna(read) else read


def _of_digits(digits: str) -> object:
    """Read a number without punctuation by its length: a year, a day, a second, or since 1970."""
    match len(digits):
        case 4:
            return f"{digits}-01-01"
        case 8:
            return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
        case 14:
            day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
            return f"{day} {digits[8:10]}:{digits[10:12]}:{digits[12:]}"
        case 9 | 10:
            return pd.Timestamp(int(digits), unit="s")
        case 12 | 13:
            return pd.Timestamp(int(digits), unit="ms")
    return None


def _day_leads(
    numeric: Sequence[_Numeric], day_first: bool | None
) -> tuple[bool | None, str | None]:
    """Decide whether days come first in a column; None where dots or slashes have to tell."""
    if day_first is not None:
        return day_first, None
    first = any(value.first > 12 for value in numeric)
    second = any(value.second > 12 for value in numeric)
    if first != second:
        return first, None
    unclear = (v for v in numeric if max(v.first, v.second) <= 12 and v.first != v.second)
    guess = next((v for v in unclear if v.mark != "."), None)
    if guess is None:
        return None, None
    example = f"{guess.first}{guess.mark}{guess.second}{guess.mark}{guess.year}"
    return None, _ORDER_IS_A_GUESS.format(example=example)


def _iso(value: _Numeric, day_leads: bool | None) -> str:
    leads = value.mark == "." if day_leads is None else day_leads
    day, month = (value.first, value.second) if leads else (value.second, value.first)
    if month > 12 >= day:  # the one row that is written the other way round
        day, month = month, day
    rest = _ZONE.sub(lambda match: _ZONES[match[1]], value.rest)
    return f"{value.year:04}-{month:02}-{day:02}{rest}"
