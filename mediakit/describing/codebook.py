"""What every column means, made from the same objects as the columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import overload

import pandas as pd

from mediakit.describing.lexicon import lists_behind
from mediakit.describing.senses import (
    FAMILIES,
    TABLES,
    Sense,
    all_senses,
    grouped,
    of_families,
    of_table,
)
from mediakit.describing.showing import FIELDS, Codebook, Entry
from mediakit.describing.validity import in_words
from mediakit.measures import SIZE
from mediakit.measures.measure import Measure


@overload
def codebook(about: None = None, *, column: None = None) -> Codebook: ...
@overload
def codebook(
    about: Sequence[str | Measure] | str | Measure | None = None, *, column: str | None = None
) -> Codebook | Entry: ...
def codebook(
    about: Sequence[str | Measure] | str | Measure | None = None, *, column: str | None = None
) -> Codebook | Entry:
    """Say of output columns what they mean, how they are made, and how far to trust them.

    Parameters
    ----------
    about : str, Measure, or a sequence of them, optional
        One column ("certainty"): its entry. A family of measures ("hedging"), a function
        ("keywords"), a Measure, or a list that may have columns too: their rows. All columns by
        default.
    column : str, optional
        The column whose entry is wanted, where a family has the same name ("sentiment").

    Returns
    -------
    DataFrame
        One row a column, in the order of the tables, index ``column``, all str: ``definition``
        (one sentence), ``unit``, ``range``, ``direction`` (how to read a larger value),
        ``formula``, ``reference``, ``validity`` (statistic with its 95 % interval, number of
        judgements and the set, or "not validated"), ``caveat`` (what it can't tell), ``lexicon``
        (the word lists that it rests on, with their versions), ``measure`` (its family) and
        ``function`` (whose tables have it). What isn't there is empty. Where a name means
        something else in another table, that follows, as "| keyness: ...".
    Entry
        For one column: the same, to be read; notebooks lay it out.

    Raises
    ------
    ValueError
        A name that is none of these, with those that are near.

    Notes
    -----
    ``validity`` is what the package's own checks found (``python -m tests.validity`` in a
    checkout) on sets that its rules were tried out on: expect a little less elsewhere. A column
    that is made from a validated one isn't thereby validated.

    To attach to a report what its columns mean: ``mk.codebook().loc[report.columns]``.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.codebook().loc["flesch_reading_ease", "direction"]
    'higher is easier'
    >>> mk.codebook(["keywords", "certainty"]).index.tolist()
    ['article', 'term', 'score', 'count', 'rank', 'start', 'end', 'certainty']
    >>> mk.codebook("reading_minutes")
    reading_minutes
    readability; given by mk.analyse, mk.readability
    <BLANKLINE>
    How long an adult takes to read the text silently, at 238 words a minute. (minutes, 0
    and more)
    <BLANKLINE>
      how to read it  higher is longer
      formula         n_words / 238
      reference       Brysbaert, M. (2019). How many words do we read per minute? A review
                      and meta-analysis of reading rate. Journal of Memory and Language,
                      109, 104047. doi:10.1016/j.jml.2019.104047
      validity        not validated
      caveat          A mean of adults who read for understanding; one reader may take twice
                      as long as another.
    """
    if column is not None:
        return _entry(column)
    if about is None:
        return _book(all_senses())
    if isinstance(about, str) and not _senses_of_table(about):
        return _entry(about)
    chosen = [about] if isinstance(about, (str, Measure)) else list(about)
    return _book(sense for item in chosen for sense in _senses(item))


def _senses(item: str | Measure) -> list[Sense]:
    """What a name or a Measure stands for."""
    if isinstance(item, Measure):
        return of_families([item])
    return _senses_of_table(item) or _senses_of_column(item)


def _senses_of_table(name: str) -> list[Sense]:
    """Columns of a family or function; none if there is no such family or function."""
    families = {measure.name: measure for measure in (SIZE, *FAMILIES)}
    if name in families:
        return of_families([families[name]])
    return of_table(name) if name in TABLES or name == "analyse" else []


def _senses_of_column(name: str) -> list[Sense]:
    """What a column means, wherever it stands; a ValueError lists near names if there is none."""
    senses = all_senses()
    found = [sense for sense in senses if sense.name == name]
    if found:
        return found
    families = [measure.name for measure in FAMILIES]
    known = dict.fromkeys([*(sense.name for sense in senses), *families, *TABLES])
    near = get_close_matches(name, known, n=3)
    raise ValueError(
        f"{name!r} is no column, family or function that mediakit has"
        f"{'; near it are ' if near else ''}{', '.join(near)}. "
        f"Of families there are {', '.join(families)}; mk.codebook() lists all columns"
    )


def _entry(name: str) -> Entry:
    return Entry(name, [_row(sense) for sense in _senses_of_column(name)])


def _book(senses: Iterable[Sense]) -> Codebook:
    rows = {name: _one_row(list(dict.fromkeys(same))) for name, same in grouped(senses)}
    return Codebook(rows.values(), index=pd.Index(rows, name="column"), columns=[*FIELDS])


def _row(sense: Sense) -> dict[str, str]:
    told = sense.column
    return {
        "definition": told.definition,
        "unit": told.unit,
        "range": told.range,
        "direction": told.direction,
        "formula": told.formula,
        "reference": told.reference,
        "validity": in_words(sense),
        "caveat": told.caveat,
        "lexicon": lists_behind(sense),
        "measure": sense.measure,
        "function": ", ".join(sense.functions),
    }


def _one_row(senses: Sequence[Sense]) -> dict[str, str]:
    """The row of a name: its first meaning, and where others differ, those with their functions."""
    first, *others = map(_row, senses)
    row = {}
    for field, told in first.items():
        also = [
            f"{other['function']}: {other[field]}"
            for other in others
            if other[field] not in ("", told)
        ]
        row[field] = " | ".join(filter(None, [told, *also]))
    row["function"] = ", ".join(each["function"] for each in (first, *others))
    return row
