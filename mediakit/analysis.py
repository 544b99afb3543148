"""From articles to tables: the one road that every number takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import length_hint
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.articles import Articles
from mediakit.batches import Batch, in_batches, watched
from mediakit.corpus import read_corpus
from mediakit.counting import repeat
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
    SOURCING,
)
from mediakit.measures.measure import Column, Measure
from mediakit.recurring import END, PARAGRAPH, SECTION, SENTENCE, START, VOICE
from mediakit.resampling import require_confidence
from mediakit.scaling import by_partition, is_lazy
from mediakit.scoring import Measured, cautions, interleaved, measured, names_of_limits
from mediakit.stacking import stacked
from mediakit.units import SECTIONS, UNITS, by_article, character_spans
from mediakit.vocabulary import vocabulary_of_this_thread

BATCH = 1_000  # articles; keeps memory flat and the arrays long
CHARACTERS = 5_000_000  # of a batch, which has fewer articles where they are long
ONE_SENTENCE = "one sentence: no interval"

#: What tables have beside the columns of their measures; those from "sentence" on by their unit.
TABLE_COLUMNS: Mapping[str, Column] = {
    "caution": Column(
        "Why not to lean on the numbers of this row; empty where all is well.",
        unit="text",
        caveat="An empty one means that nothing speaks against the numbers, not that they are "
        "right. Scores that would mislead, as of a text that is not English, are NaN.",
    ),
    "sentence": SENTENCE,
    "paragraph": PARAGRAPH,
    "section": SECTION,
    "voice": VOICE,
    "start": START,
    "end": END,
}


def analyse(
    articles: Articles,
    measures: Sequence[str | Measure] | str | Measure | None = None,
    unit: str = "article",
    *,
    interval: float | None = None,
) -> pd.DataFrame:
    """Measure articles: one row a unit, one column a statistic.

    Parameters
    ----------
    articles : DataFrame, Series, iterable of str or of mappings, or str
        A DataFrame has a column ``text`` and may have a column ``headline``, and so have mappings
        such as dicts. A list, a generator, an array, a column of Arrow or any other iterable is
        read batch by batch, so that it may be longer than memory. A Dask DataFrame, or a Dask
        Series of texts, gives a lazy table.
    measures : sequence of str or Measure, optional
        Families by name, or Measure objects; all of :data:`mediakit.MEASURES` by default.
    unit : {"article", "paragraph", "sentence", "section", "voice"}
        What one row stands for. All but "article" add a level of that name to the index.
        Sections are headline, lede and body; voices are the journalist's own words and
        words in quotation marks.
    interval : float, optional
        Confidence of intervals, such as 0.95; none by default.

    Returns
    -------
    DataFrame
        The caller's index (0, 1, 2, ... where there is none), as many articles as came in, in
        their order. Columns: the statistics of the measures asked for (see
        ``mediakit.codebook()``), always with ``n_words`` and ``n_sentences``, and ``caution``:
        why not to lean on the numbers, empty where all is well. Paragraphs and sentences also
        have ``start`` and ``end``, offsets into the text. Missing text gives NaN; empty text
        counts of 0 and ratios of NaN. With `interval`, each number that is no count has its
        limits at its right, ``<column>_low`` and ``<column>_high``; NaN where the unit has fewer
        than two sentences.

    Raises
    ------
    TypeError
        Articles that are none of the above, or a text that is no str, with its row.
    ValueError
        An unknown measure or unit, with those that there are; an interval not between 0 and 1.

    Notes
    -----
    An interval says how far the number would move had the writer written other sentences of the
    same kind: it resamples sentences (:func:`mediakit.resampling.limits`). It says nothing of
    words that a measure misjudges. In articles of 8 to 60 sentences drawn from news, 91 to 97 in a
    hundred intervals of 0.95 have the true value, and rather more where what is counted is rare.

    A lazy table has the same numbers, however its articles are partitioned, and the caller's index.
    Dask knows no second level of an index: with units it is the first column instead, and
    ``.compute().set_index("sentence", append=True)`` puts it back. Measure on processes that stay
    and have one thread each (``LocalCluster(threads_per_worker=1)``): threads wait for each other,
    and ``scheduler="processes"`` starts its processes anew at every compute.

    Examples
    --------
    >>> import mediakit as mk
    >>> table = mk.analyse(["The minister may resign.", None], measures=["hedging"])
    >>> table["n_hedges"].tolist()
    [1.0, nan]
    >>> table = mk.hedging(mk.load_sample(), interval=0.95)
    >>> bool((table["certainty_low"] < table["certainty"]).all())
    True
    """
    if is_lazy(articles):
        level = None if unit == "article" else unit
        work = partial(analyse, measures=measures, unit=unit, interval=interval)
        return by_partition(work, articles, level=level)
    confidence = None if interval is None else require_confidence(interval)
    chosen = resolve_measures(measures)
    if unit not in UNITS:
        raise ValueError(f"unit {unit!r} is not known; there are {', '.join(UNITS)}")
    batches = _batches(articles, "articles analysed")
    return stacked(_table(batch, chosen, unit, confidence) for batch in batches)


def readability(
    articles: Articles, unit: str = "article", *, interval: float | None = None
) -> pd.DataFrame:
    """How hard a text is to read: published formulas, and a measure of our own by word rarity.

    The parameters, the shape and the errors are those of :func:`analyse`.

    Examples
    --------
    >>> import mediakit as mk
    >>> table = mk.readability("The cat sat on the mat. It was warm.")
    >>> round(table["flesch_reading_ease"].item(), 2)
    117.67
    """
    return analyse(articles, [READABILITY, DIFFICULTY], unit, interval=interval)


def sentiment(
    articles: Articles, unit: str = "article", *, interval: float | None = None
) -> pd.DataFrame:
    """What tone a text has: the mean tone of its sentences, from -1 to 1.

    The parameters, the shape and the errors are those of :func:`analyse`.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.sentiment("What a wonderful day. Everyone was happy.")["sentiment"].item() > 0.5
    True
    """
    return analyse(articles, SENTIMENT, unit, interval=interval)


def hedging(
    articles: Articles, unit: str = "article", *, interval: float | None = None
) -> pd.DataFrame:
    """How sure a text is of what it says: hedges, boosters and certainty.

    The parameters, the shape and the errors are those of :func:`analyse`.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.hedging("Some experts say it might rain.")["n_hedges"].item()
    2.0
    """
    return analyse(articles, [HEDGING, BOOSTING], unit, interval=interval)


def loaded(
    articles: Articles, unit: str = "article", *, interval: float | None = None
) -> pd.DataFrame:
    """How loaded a text's words are: emotive, evaluative, exaggerating, scare-quoted.

    The parameters, the shape and the errors are those of :func:`analyse`.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.loaded("The disgraceful regime slammed its critics.")["n_loaded"].item() >= 2
    True
    """
    return analyse(articles, LOADED, unit, interval=interval)


def sourcing(
    articles: Articles, unit: str = "article", *, interval: float | None = None
) -> pd.DataFrame:
    """Whose words a text rests on: attributions, speakers, how many of them unnamed, how cued.

    The parameters, the shape and the errors are those of :func:`analyse`, which gives these
    columns only where it is asked for "sourcing". :func:`mediakit.quotations` lists who says what.

    Examples
    --------
    >>> import mediakit as mk
    >>> table = mk.sourcing("Critics say it is late. “It is not,” said Ilse Marrand, the mayor.")
    >>> table["speakers"].item(), table["unnamed_source_share"].item()
    (2.0, 0.5)
    """
    return analyse(articles, SOURCING, unit, interval=interval)


def evidence(
    articles: Articles, measures: Sequence[str | Measure] | str | Measure | None = None
) -> pd.DataFrame:
    """List the words that the numbers rest on.

    Parameters
    ----------
    articles : DataFrame, Series, iterable of str or of mappings, or str
        As for :func:`analyse`.
    measures : sequence of str or Measure, optional
        Those to list; by default all that count matches, and keywords.

    Returns
    -------
    DataFrame
        One row a match, in the order of articles and text: ``article`` (label of the caller's
        index), ``start`` and ``end`` (offsets into the text), ``text`` (the words there),
        ``measure``, ``label`` (what kind of match), ``weight`` (what it adds to the score)
        and ``voice`` ("journalist" or "quotation"). Of a Dask frame a lazy table, whose rows
        are numbered from 0 in each partition.

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
    if is_lazy(articles):
        return by_partition(evidence, articles, keeps_index=False, measures=measures)
    chosen = [m for m in resolve_measures(measures, FINDERS) if m is not SIZE]
    dumb = [m.name for m in chosen if m.find is None]
    if dumb:
        raise ValueError(f"{', '.join(dumb)}: no matches to show; {_known(FINDERS)}")
    tables = [
        token_evidence(read_corpus(batch.texts, vocabulary_of_this_thread()), batch.index, chosen)
        for batch in _batches(articles, "articles searched")
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
    by_name = {measure.name: measure for measure in (SIZE, *FINDERS, *MEASURES, SOURCING, *known)}
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


def output_columns(measures: Sequence[Measure], interval: bool = False) -> list[str]:
    """Names of the columns that measures give, in the order of the table."""
    limits = names_of_limits(measures) if interval else {}
    columns = [column for measure in measures for column in measure.columns]
    names = [name for column in columns for name in (column, *limits.get(column, ()))]
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


def _batches(articles: Articles, what: str) -> Iterator[Batch]:
    n = length_hint(articles, 0) or None
    return watched(in_batches(articles, BATCH, CHARACTERS), n, what)


def _table(
    batch: Batch, measures: Sequence[Measure], unit: str, confidence: float | None
) -> pd.DataFrame:
    bodies, headlines, index = batch.texts, batch.headlines, batch.index
    vocabulary = vocabulary_of_this_thread()
    grouping = UNITS[unit](read_corpus(bodies, vocabulary))
    units = measured(grouping, measures, confidence)
    article, level = grouping.article, grouping.level
    own: Mapping[str, NDArray[Any]] = {}
    if unit == "section":
        headline = measured(by_article(read_corpus(headlines, vocabulary)), measures, confidence)
        units = interleaved(headline, units)
        article = repeat(np.arange(len(bodies)), len(SECTIONS))
        level = np.array(SECTIONS * len(bodies), dtype=object)
    elif unit == "article" and any(text is not None for text in headlines):
        own = measured(by_article(read_corpus(headlines, vocabulary)), measures).columns
    columns: dict[str, Any] = dict(units.columns)
    for column in [column for measure in measures for column in measure.headline]:
        of_headline = own.get(column, np.full(len(article), np.nan))
        # where a text has words and yet no number, its headline has none either
        misleads = np.isnan(columns[column]) & (units.counts["n_words"] > 0)
        of_headline = np.where(misleads, np.nan, of_headline)
        columns[f"headline_{column}"] = of_headline
        columns[f"headline_{column}_gap"] = of_headline - columns[column]
    notes = _cautions(units, measures, confidence is not None)
    columns["caution"] = pd.Series(notes, dtype="str")
    names = output_columns(measures, confidence is not None)
    table = pd.DataFrame({name: columns[name] for name in names})
    if unit in ("sentence", "paragraph"):
        table[["start", "end"]] = character_spans(grouping)
    table.index = index.take(article) if level is None else with_level(index, article, level, unit)
    return table


def _cautions(units: Measured, measures: Sequence[Measure], interval: bool) -> NDArray[np.object_]:
    """One text a unit: all that holds for it, separated by semicolons."""
    counts = units.counts
    notes: list[list[str]] = [[] for _ in counts["n_words"]]
    for note, holds in cautions(counts, measures).items():
        for row in np.flatnonzero(holds):
            notes[row].append(note)
    for row in np.flatnonzero(interval & (units.n_pieces == 1)):
        notes[row].append(ONE_SENTENCE)
    for row in np.flatnonzero(np.isnan(counts["n_words"])):
        notes[row] = ["no text"]
    return np.array(["; ".join(parts) for parts in notes], dtype=object)


def with_level(
    index: pd.Index, article: NDArray[np.int64], level: NDArray[Any], unit: str
) -> pd.MultiIndex:
    """Label units: the labels of their articles, and a level of what tells them apart there."""
    taken = index.take(article)
    arrays = [taken.get_level_values(i) for i in range(taken.nlevels)]
    own = pd.Index(level, dtype="str") if level.dtype == object else level  # also without rows
    return pd.MultiIndex.from_arrays([*arrays, own], names=[*taken.names, unit])
