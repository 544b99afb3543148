"""What the reader of one file format hands on, before columns are recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

LONGEST_SHOWN = 120  # characters of a row that was set apart


@dataclass(frozen=True)
class Options:
    """What a caller may say about how files are laid out."""

    encoding: str | None = None
    separator: str | None = None
    sheet: str | int | None = 0
    strict: bool = True


@dataclass(frozen=True)
class SetApart:
    """A row that could not be read: where it stands, what is wrong, and how it begins."""

    place: str
    reason: str
    content: str = ""

    def __post_init__(self) -> None:
        if len(self.content) > LONGEST_SHOWN:
            object.__setattr__(self, "content", self.content[: LONGEST_SHOWN - 3] + "...")

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True)
class Loaded:
    """A table as it stands in its source.

    Attributes
    ----------
    table : DataFrame
        One row a row of the source, under the source's own column names.
    encodings : tuple of str
        How bytes were read as text; none where the format leaves no choice.
    all_text : bool
        Whether every cell is still text because the format has no other types (csv).
    notes : tuple of str
        What a careful reader would want to know.
    doubts : tuple of str
        Those of which a careless one should be warned.
    set_apart : tuple of SetApart
        Rows of the source that could not be read, and so are not in the table.
    """

    table: pd.DataFrame
    encodings: tuple[str, ...] = ()
    all_text: bool = False
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    set_apart: tuple[SetApart, ...] = ()


def kept(n_good: int, bad: Sequence[SetApart], name: str, strict: bool) -> None:
    """Raise a ValueError where bad rows are not accepted, or where there are no others."""
    if bad and strict:
        raise ValueError(f"{name}, {bad[0]}")
    if bad and not n_good:
        raise ValueError(f"{name} holds no row that can be read; the first of {len(bad)}, {bad[0]}")


def column_of(values: Iterable[object]) -> pd.Series:
    """Make a column of Python values, with whatever type pandas gives to such values."""
    values = list(values)
    try:
        return pd.Series(values)
    except (UnicodeEncodeError, OverflowError):
        # A lone surrogate, or an integer beyond 64 bits: only a column of objects can hold it.
        return pd.Series(values, dtype=object)


def table_of(records: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Make a table of records, with the columns in the order in which they first occur."""
    names = dict.fromkeys(name for record in records for name in record)
    columns = {
        # Half a surrogate pair can't stand in a name.
        str(name).encode("utf-8", "replace").decode(): column_of(
            record.get(name) for record in records
        )
        for name in names
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(len(records)))


def unique_names(names: Iterable[object]) -> list[str]:
    """Name each column once: one without a name after its place, a second "x" as "x.1".

    >>> unique_names(["x", None, "x", "x.1"])
    ['x', 'Unnamed: 1', 'x.2', 'x.1']
    """
    given = [
        f"Unnamed: {place}" if name in (None, "") else str(name) for place, name in enumerate(names)
    ]
    taken = set(given)
    seen: dict[str, int] = {}
    labels: list[str] = []
    for name in given:
        label = name
        while name in seen and label in taken:
            seen[name] += 1
            label = f"{name}.{seen[name]}"
        seen.setdefault(name, 0)
        taken.add(label)
        labels.append(label)
    return labels


def suffix_of(name: str) -> str:
    """Give the file suffix that says what is inside, so ``news.csv.gz`` has ``.csv``."""
    path = PurePath(name.lower())
    return PurePath(path.stem).suffix if path.suffix == ".gz" else path.suffix


def require(package: str, why: str) -> ImportError:
    """Word the error for an optional package that isn't installed."""
    return ImportError(
        f'{why} needs the package {package}: pip install "mediakit-analysis[files]"', name=package
    )
