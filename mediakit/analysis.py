"""From articles to tables: the one road that every number takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.articles import Articles, as_articles, texts
from mediakit.corpus import read_corpus
from mediakit.evidencing import token_evidence
from mediakit.measures import (
    BOOSTING,
    DIFFICULTY,
    FINDERS,
    HEDGING,
    LOADED,
    MEASURES,
    READABILITY,
    SENTIMENT,
    SIZE,
)
from mediakit.measures.measure import Counts, Measure
from mediakit.units import UNITS, Grouping, by_article, character_spans
from mediakit.vocabulary import vocabulary_of_this_thread

BATCH = 1_000  # articles; keeps memory flat and the arrays long


def analyse(
    articles: Articles,
    measures: Sequence[str | Measure] | str | Measure | None = None,
    unit: str = "article",
) -> pd.DataFrame:
    """Measure articles: one row a unit, one column a statistic.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        A DataFrame has a column ``text`` and may have a column ``headline``.
    measures : sequence of str or Measure, optional
        Families by name, or Measure objects; all of :data:`mediakit.MEASURES` by default.
    unit : {"article", "paragraph", "sentence", "section", "voice"}
        What one row stands for. All but "article" add a level of that name to the index.
        Sections are headline, lede and body; voices are the journalist's own words and
        words in quotation marks.

    Returns
    -------
    DataFrame
        The caller's index, as many articles as came in, in their order. Columns: the statistics of
        the measures asked for (see ``mediakit.codebook()``), always with ``n_words`` and
        ``n_sentences``, and ``caution``: why not to lean on the numbers, empty where all is
        well. Paragraphs and sentences also have ``start`` and ``end``, offsets into the text.
        Missing text gives NaN; empty text counts of 0 and ratios of NaN.

    Raises
    ------
    TypeError
        Articles that are none of the above, or a text that is no str, with its row.
    ValueError
        An unknown measure or unit, with those that there are.

    Examples
    --------
    >>> import mediakit as mk
    >>> table = mk.analyse(["The minister may resign.", None], measures=["hedging"])
    >>> table["n_hedges"].tolist()
    [1.0, nan]
    """
    frame = as_articles(articles)
    chosen = resolve_measures(measures)
    if unit not in UNITS:
        raise ValueError(f"unit {unit!r} is not known; there are {', '.join(UNITS)}")
    bodies, headlines = texts(frame), texts(frame, "headline")
    tables = [
        _table(bodies[rows], headlines[rows], frame.index[rows], chosen, unit)
        for rows in _batches(len(frame), "articles analysed")
    ]
    return pd.concat(tables) if len(tables) > 1 else tables[0]


def readability(articles: Articles, unit: str = "article") -> pd.DataFrame:
    """How hard a text is to read: published formulas, and a measure of our own by word rarity.

    The parameters, the shape and the errors are those of :func:`analyse`.

    Examples
    --------
    >>> import mediakit as mk
    >>> table = mk.readability("The cat sat on the mat. It was warm.")
    >>> round(table["flesch_reading_ease"].item(), 2)
    117.67
    """
    return analyse(articles, [READABILITY, DIFFICULTY], unit)


def sentiment(articles: Articles, unit: str = "article") -> pd.DataFrame:
    """What tone a text has: the mean tone of its sentences, from -1 to 1.

    The parameters, the shape and the errors are those of :func:`analyse`.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.sentiment("What a wonderful day. Everyone was happy.")["sentiment"].item() > 0.5
    True
    """
    return analyse(articles, SENTIMENT, unit)


def hedging(articles: Articles, unit: str = "article") -> pd.DataFrame:
    """How sure a text is of what it says: hedges, boosters and certainty.

    The parameters, the shape and the errors are those of :func:`analyse`.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.hedging("Some experts say it might rain.")["n_hedges"].item()
    2.0
    """
    return analyse(articles, [HEDGING, BOOSTING], unit)


def loaded(articles: Articles, unit: str = "article") -> pd.DataFrame:
    """How loaded a text's words are: emotive, evaluative, exaggerating, scare-quoted.

    The parameters, the shape and the errors are those of :func:`analyse`.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.loaded("The disgraceful regime slammed its critics.")["n_loaded"].item() >= 2
    True
    """
    return analyse(articles, LOADED, unit)


def evidence(
    articles: Articles, measures: Sequence[str | Measure] | str | Measure | None = None
) -> pd.DataFrame:
    """List the words that the numbers rest on.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        As for :func:`analyse`.
    measures : sequence of str or Measure, optional
        Those to list; by default all that count matches, and keywords.

    Returns
    -------
    DataFrame
        One row a match, in the order of articles and text: ``article`` (label of the caller's
        index), ``start`` and ``end`` (offsets into the text), ``text`` (the words there),
        ``measure``, ``label`` (what kind of match), ``weight`` (what it adds to the score)
        and ``voice`` ("journalist" or "quotation").

    Raises
    ------
    ValueError
        An unknown measure, or one that counts no matches.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.evidence("It may rain.", "hedging")[["start", "end", "text", "label"]].values.tolist()
    [[3, 6, 'may', 'modal']]
    """
    frame = as_articles(articles)
    chosen = [m for m in resolve_measures(measures, FINDERS) if m is not SIZE]
    dumb = [m.name for m in chosen if m.find is None]
    if dumb:
        raise ValueError(f"{', '.join(dumb)}: no matches to show; {_known(FINDERS)}")
    bodies = texts(frame)
    tables = [
        token_evidence(
            read_corpus(bodies[rows], vocabulary_of_this_thread()), frame.index[rows], chosen
        )
        for rows in _batches(len(frame), "articles searched")
    ]
    return pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]


def resolve_measures(
    measures: Sequence[str | Measure] | str | Measure | None,
    known: Sequence[Measure] = MEASURES,
) -> list[Measure]:
    """Turn names into measures; the size of the text comes first and is always there.

    Raises
    ------
    ValueError
        An unknown name, two measures of one name, or two that give a column of one name.
    TypeError
        What is neither a name nor a Measure.
    """
    if measures is None:
        measures = known
    if isinstance(measures, (str, Measure)):
        measures = [measures]
    by_name = {measure.name: measure for measure in (SIZE, *FINDERS, *MEASURES, *known)}
    chosen: list[Measure] = [SIZE]
    for item in measures:
        if isinstance(item, str) and item not in by_name:
            raise ValueError(f"measure {item!r} is not known; {_known(known)}")
        if not isinstance(item, (str, Measure)):
            raise TypeError(f"a measure is a name or a Measure, not {type(item).__name__}")
        measure = by_name[item] if isinstance(item, str) else item
        if measure not in chosen:
            chosen.append(measure)
    _require_distinct([measure.name for measure in chosen], "measures")
    _require_distinct([column for m in chosen for column in m.columns], "columns")
    return chosen


def output_columns(measures: Sequence[Measure]) -> list[str]:
    """Names of the columns that measures give, in the order of the table."""
    names = [column for measure in measures for column in measure.columns]
    for measure in measures:
        for column in measure.headline:
            names += [f"headline_{column}", f"headline_{column}_gap"]
    return [*names, "caution"]


def _known(measures: Sequence[Measure]) -> str:
    return "there are " + ", ".join(measure.name for measure in measures)


def _require_distinct(names: Sequence[str], what: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two {what} of one name: {', '.join(twice)}")


def _batches(n: int, what: str) -> Iterator[slice]:
    """Slices of all rows; with a progress bar where it takes more than two seconds."""
    if n <= BATCH:
        yield slice(0, n)
        return
    from tqdm import tqdm

    with tqdm(total=n, desc=what, unit=" articles", delay=2, leave=False) as progress:
        for start in range(0, n, BATCH):
            yield slice(start, start + BATCH)
            progress.update(min(BATCH, n - start))


def _table(
    bodies: list[str | None],
    headlines: list[str | None],
    index: pd.Index,
    measures: Sequence[Measure],
    unit: str,
) -> pd.DataFrame:
    vocabulary = vocabulary_of_this_thread()
    grouping = UNITS[unit](read_corpus(bodies, vocabulary))
    counts = _summed(grouping, measures)
    article, level = grouping.article, grouping.level
    headline: Grouping | None = None
    there_are = any(text is not None for text in headlines)
    if unit == "section" or (unit == "article" and there_are):
        headline = by_article(read_corpus(headlines, vocabulary))
    if unit == "section" and headline is not None:
        counts, article, level = _with_headlines(counts, headline, level, measures)
    scores = _scored(counts, measures)
    headline_scores: dict[str, NDArray[Any]] = {}
    own = _scored(_summed(headline, measures), measures) if headline and unit == "article" else {}
    for column in [column for measure in measures for column in measure.headline]:
        of_headline = own.get(column, np.full(len(article), np.nan))
        headline_scores[f"headline_{column}"] = of_headline
        headline_scores[f"headline_{column}_gap"] = of_headline - scores[column]
    columns: dict[str, Any] = {**scores, **headline_scores}
    columns["caution"] = pd.Series(_cautions(counts, measures), dtype="str")
    table = pd.DataFrame({name: columns[name] for name in output_columns(measures)})
    if unit in ("sentence", "paragraph"):
        table[["start", "end"]] = character_spans(grouping)
    table.index = index.take(article) if level is None else _with_level(index, article, level, unit)
    return table


def _summed(grouping: Grouping, measures: Sequence[Measure]) -> dict[str, NDArray[np.float64]]:
    """Counts of each unit. A missing text has none: its counts are NaN."""
    corpus = grouping.corpus
    per_piece: dict[str, NDArray[np.float64]] = {}
    for measure in measures:
        per_piece.update(measure.count(corpus))
    per_piece["n_sentences"] = per_piece["n_sentences"] * grouping.n_sentences
    n_units = len(grouping.article)
    missing = np.array([text is None for text in corpus.texts], dtype=bool)[grouping.article]
    summed = {}
    for name, values in per_piece.items():
        total = np.bincount(grouping.group, values, minlength=n_units).astype(np.float64)
        total[missing] = np.nan
        summed[name] = total
    return summed


def _scored(counts: Counts, measures: Sequence[Measure]) -> dict[str, NDArray[Any]]:
    scores: dict[str, NDArray[Any]] = {}
    for measure in measures:
        given = measure.score(counts)
        absent = [column for column in measure.columns if column not in given]
        if absent:
            raise ValueError(f"measure {measure.name!r} gives no column {', '.join(absent)}")
        scores.update((column, np.asarray(given[column])) for column in measure.columns)
    return scores


def _with_headlines(
    counts: Mapping[str, NDArray[np.float64]],
    headline: Grouping,
    level: Any,
    measures: Sequence[Measure],
) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.int64], NDArray[np.object_]]:
    """Put each article's headline before its lede and body."""
    own = _summed(headline, measures)
    n = len(headline.article)
    together = {
        name: np.column_stack([own[name], counts[name].reshape(n, 2)]).reshape(-1)
        for name in counts
    }
    article = np.repeat(np.arange(n), 3)
    return together, article, np.array(["headline", "lede", "body"] * n, dtype=object)


def _cautions(counts: Counts, measures: Sequence[Measure]) -> NDArray[np.object_]:
    """One text a unit: all that holds for it, separated by semicolons."""
    notes: list[list[str]] = [[] for _ in counts["n_words"]]
    for measure in measures:
        if measure.caution is not None:
            for note, holds in measure.caution(counts).items():
                for row in np.flatnonzero(holds):
                    notes[row].append(note)
    for row in np.flatnonzero(np.isnan(counts["n_words"])):
        notes[row] = ["no text"]
    return np.array(["; ".join(parts) for parts in notes], dtype=object)


def _with_level(
    index: pd.Index, article: NDArray[np.int64], level: NDArray[Any], unit: str
) -> pd.MultiIndex:
    taken = index.take(article)
    arrays = [taken.get_level_values(i) for i in range(taken.nlevels)]
    return pd.MultiIndex.from_arrays([*arrays, level], names=[*taken.names, unit])
