"""Drawing what is to be coded: a random sample of units, the same share of every group."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2s
from os import PathLike
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.analysis import analyse
from mediakit.articles import Articles, as_articles, texts
from mediakit.coding.questions import Question, resolve_questions
from mediakit.coding.spreadsheet import write_sheet
from mediakit.counting import repeat

UNITS = ("article", "paragraph", "sentence")
ALLOCATIONS = ("proportional", "equal")


def coding_sheet(
    articles: Articles,
    n: int = 100,
    by: str | Sequence[str] | None = None,
    unit: str = "sentence",
    questions: Sequence[str | Question] | str | Question | None = None,
    seed: int = 1,
    path: str | PathLike[str] | None = None,
    *,
    allocation: str = "proportional",
) -> pd.DataFrame:
    """Draw a random sample for coders to judge, as a table and as a spreadsheet.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        As for :func:`mediakit.analyse`; each article needs a label of its own.
    n : int, default 100
        How many units to draw; all of them where there are fewer.
    by : str or list of str, optional
        Columns of `articles` whose groups, such as outlets, are drawn from one by one.
    unit : {"sentence", "paragraph", "article"}
        What one row holds. Sentences and paragraphs stand between their neighbours.
    questions : sequence of str or Question, optional
        What is asked; "tone", "hedged" and "loaded" by default.
    seed : int, default 1
        Another number draws another sample.
    path : path, optional
        Where to write the sheet: ``.xlsx`` (with instructions and lists to choose answers from;
        needs the extra ``files``) or ``.csv`` (with the instructions in a text file beside it). A
        file that exists is never written over.
    allocation : {"proportional", "equal"}
        How many units each group of `by` gets. "proportional": as large a share of the sample as
        it has of all units, and at least one, so that what the sample shows holds for the whole
        without weights. "equal": the same number each, to compare groups; what the sample
        shows then isn't what the whole would show.

    Returns
    -------
    DataFrame
        One row a unit, in random order so that no coder gets used to an article. ``unit`` is a
        name that a unit has in every draw; ``coder``, the questions and ``note`` are empty;
        ``before``, ``text`` and ``after`` are what is read; ``article``, the unit's number and
        ``start`` and ``end`` (offsets into the article's text) tell where it stands.

    Raises
    ------
    ValueError
        An unknown unit, column, question or allocation; articles that share a label; no text;
        fewer units asked for than there are groups; a path that is neither .xlsx nor .csv.
    FileExistsError
        There is a file at `path`: it may hold a coder's answers.

    Notes
    -----
    Groups aren't shown to the coders, nor are article labels, which stand in hidden columns:
    whoever knows the outlet judges the outlet. In the files, a text that a spreadsheet would run
    as a formula starts with an apostrophe.

    Examples
    --------
    >>> import mediakit as mk
    >>> from mediakit.coding import coding_sheet
    >>> sheet = coding_sheet(mk.load_sample(), n=24, by="outlet", questions="hedged")
    >>> sheet.columns.tolist()[:6]
    ['unit', 'coder', 'before', 'text', 'after', 'hedged']
    >>> len(sheet), int(sheet["hedged"].notna().sum())
    (24, 0)
    """
    frame = as_articles(articles)
    asked = resolve_questions(questions)
    if unit not in UNITS:
        raise ValueError(f"unit {unit!r} can't be coded; there are {', '.join(UNITS)}")
    if allocation not in ALLOCATIONS:
        raise ValueError(f"allocation {allocation!r} is none of {', '.join(ALLOCATIONS)}")
    if n < 1:
        raise ValueError(f"n is {n}; draw at least one unit")
    _require_labels(frame.index)
    units = _all_units(frame, unit)
    group = _groups(frame, by)[units["number"].to_numpy()]
    drawn = units.iloc[_drawn(group, n, allocation, seed)]
    sheet = _with_blanks(_shown(drawn, frame, unit), asked)
    if path is not None:
        write_sheet(sheet, asked, Path(path))
    return sheet


def _require_labels(index: pd.Index) -> None:
    labels = index.map(str) if index.nlevels == 1 else index.to_flat_index().map(str)
    if labels.has_duplicates:
        label = labels[labels.duplicated()][0]
        raise ValueError(
            f"the label {label!r} stands for several articles, so answers couldn't be joined "
            "back; give each its own, such as articles.reset_index(drop=True)"
        )


def _all_units(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """One row a unit with words: the article's number, the unit's, and where it and others lie."""
    bodies = texts(frame)
    table = analyse(bodies, [], unit)
    table = table[table["n_words"] > 0]
    if unit == "article":
        number = table.index.to_numpy()
        lengths = [len(bodies[i] or "") for i in number]
        units = pd.DataFrame({"number": number, "start": 0, "end": lengths})
    else:
        units = table[["start", "end"]].reset_index(names=["number", unit])
        same = units.groupby("number")
        for name, step in (("before", 1), ("after", -1)):
            units[[f"{name}_start", f"{name}_end"]] = (
                same[["start", "end"]].shift(step, fill_value=0).to_numpy()
            )
    if units.empty:
        raise ValueError("there is no text to draw from")
    return units


def _groups(frame: pd.DataFrame, by: str | Sequence[str] | None) -> NDArray[np.int64]:
    """Give the number of the group that each article belongs to; what is missing is a group."""
    if by is None:
        return np.zeros(len(frame), dtype=np.int64)
    columns = [by] if isinstance(by, str) else list(by)
    absent = [column for column in columns if column not in frame.columns]
    if absent or not columns:
        raise ValueError(
            f"by={by!r}: no such column; there are {', '.join(map(str, frame.columns))}"
        )
    keys = frame[columns].reset_index(drop=True)
    numbers = keys.groupby(columns, dropna=False, sort=False, observed=True).ngroup()
    return np.asarray(numbers, dtype=np.int64)


def _drawn(group: NDArray[np.int64], n: int, allocation: str, seed: int) -> NDArray[np.int64]:
    """Give the places of the units drawn, in random order."""
    random = np.random.default_rng(seed)
    _, member, sizes = np.unique(group, return_inverse=True, return_counts=True)
    wanted = shares(sizes, n, allocation)
    shuffled = random.permutation(len(group))
    by_group = shuffled[np.argsort(member[shuffled], kind="stable")]
    rank = np.arange(len(group)) - repeat(np.cumsum(sizes) - sizes, sizes)
    chosen = by_group[rank < repeat(wanted, sizes)]
    return np.asarray(random.permutation(chosen))


def shares(sizes: NDArray[np.int64], n: int, allocation: str) -> NDArray[np.int64]:
    """How many of `n` units each group gets: at least one, at most what it has.

    Every group starts with one; each further unit goes where most is missing from the ideal share.

    >>> shares(np.array([60, 30, 2]), 10, "proportional").tolist()
    [6, 3, 1]
    >>> shares(np.array([60, 30, 2]), 10, "equal").tolist()
    [4, 4, 2]
    """
    if n >= sizes.sum():
        return sizes
    if n < len(sizes):
        raise ValueError(
            f"{n} units can't be drawn from {len(sizes)} groups; draw at least one from each"
        )
    equal = np.full(len(sizes), n / len(sizes))
    ideal = n * sizes / sizes.sum() if allocation == "proportional" else equal
    given = np.ones(len(sizes), dtype=np.int64)
    for _ in range(n - len(sizes)):
        missing = np.where(given < sizes, ideal - given, -np.inf)
        given[int(np.argmax(missing))] += 1
    return given


def _shown(drawn: pd.DataFrame, frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """What coders read, and where it stands."""
    bodies = [body or "" for body in texts(frame)]
    number = drawn["number"].to_list()
    labels = frame.index.to_flat_index()
    # as objects: pandas 3 would choose a type of str that takes no numbers
    sheet = pd.DataFrame(index=pd.RangeIndex(len(drawn)), dtype=object)

    def words(start: str, end: str) -> pd.Series:
        spans = zip(number, drawn[start], drawn[end], strict=True)
        return pd.Series([bodies[i][first:last] for i, first, last in spans], dtype=object)

    text = words("start", "end")
    keys = zip((labels[i] for i in number), drawn["start"], drawn["end"], text, strict=True)
    sheet["unit"] = pd.Series([unit_name(*key) for key in keys], dtype=object)
    if unit == "article":
        if "headline" in frame.columns:
            headlines = texts(frame, "headline")
            sheet["headline"] = pd.Series([headlines[i] for i in number], dtype=object)
        sheet["text"] = text
    else:
        sheet["before"] = words("before_start", "before_end")
        sheet["text"] = text
        sheet["after"] = words("after_start", "after_end")
    sheet["article"] = pd.Series([_label(labels[i]) for i in number], dtype=object)
    for column in ([] if unit == "article" else [unit]) + ["start", "end"]:
        sheet[column] = drawn[column].to_numpy(dtype=np.int64)
    return sheet


def unit_name(label: object, start: int, end: int, text: str) -> str:
    """Name a unit after what and where it is, so that two draws can't be mistaken for each other.

    The letter keeps spreadsheets from taking the name for a number or a date.
    """
    key = "\x1f".join([str(label), str(start), str(end), text])
    return "u" + blake2s(key.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def _label(label: object) -> object:
    if isinstance(label, (int, np.integer)) and not isinstance(label, bool):
        return int(label)
    return str(label)


def _with_blanks(sheet: pd.DataFrame, questions: Sequence[Question]) -> pd.DataFrame:
    """Put the columns that coders fill in behind what they read."""
    after_text = list(sheet.columns).index("article") + 1
    names = [question.name for question in questions]
    for place, name in ((1, "coder"), *enumerate([*names, "note"], start=after_text)):
        sheet.insert(place, name, pd.Series([None] * len(sheet), dtype=object))
    return sheet
