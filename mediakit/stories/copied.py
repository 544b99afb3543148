"""Copied sentences as a table: where each stands, here and in the article that had it before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from mediakit.articles import Articles, as_articles, texts
from mediakit.copying import require_share
from mediakit.copying.passages import NO_STOCK, telling_shingles
from mediakit.copying.shingles import Hashes
from mediakit.measures.measure import Column
from mediakit.recurring import ARTICLE, END, SENTENCE, START, VOICE
from mediakit.stories.finding import ALIKE, DAYS, find_stories
from mediakit.stories.reports import Reports, copied_between, read_reports
from mediakit.stories.same import require_limits

COPIED_SENTENCE = 0.5

COPIED_SENTENCES_COLUMNS: Mapping[str, Column] = {
    "article": ARTICLE,
    "sentence": SENTENCE,
    "start": START,
    "end": END,
    "text": Column("The sentence, as the article has it.", unit="text"),
    "voice": VOICE,
    "original": Column(
        "The label of the article that has the same words and was probably earlier.",
        unit="label",
        caveat="By date; of one day, agencies and longer articles are taken for the earlier. Both "
        "may have copied a third text.",
    ),
    "original_sentence": Column(
        "The number of the sentence there that has most of the words.", unit="number", low=0.0
    ),
    "original_start": Column("Where that sentence begins there.", unit="characters", low=0.0),
    "original_end": Column("Where that sentence ends there.", unit="characters", low=0.0),
    "original_text": Column("The sentence, as it stands there.", unit="text"),
    "original_voice": Column(
        "Whose words the copied ones are there.",
        unit="label",
        caveat="Words that stand in quotation marks there and in the journalist's own voice here "
        "have lost their speaker: the mark of a press release that passes as news.",
        values=VOICE.values,
    ),
    "copied_share": Column(
        "How much of the sentence stands there word for word.",
        unit="share of words",
        low=0.0,
        high=1.0,
        direction="higher is more of it copied",
        formula="words in passages of at least 7 words that both articles have / words",
    ),
}


def copied_sentences(
    articles: Articles,
    *,
    least: float = COPIED_SENTENCE,
    days: float = DAYS,
    alike: float = ALIKE,
) -> pd.DataFrame:
    """List the sentences that an article has from an earlier one on the same story.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        As for :func:`mediakit.same_story`.
    least : float, default 0.5
        How much of a sentence must stand in the other article, from above 0 to 1.
    days, alike : float
        Which articles tell the same story: `days` and `least` of :func:`mediakit.same_story`.

    Returns
    -------
    DataFrame
        One row a copied sentence, in the order of articles and text: ``article`` (label of the
        caller's index), ``sentence`` (number from 0), ``start``, ``end``, ``text``, ``voice``
        ("journalist" or "quotation"), the same of the article that had it before, ``original``,
        ``original_sentence``, ``original_start`` ..., and ``copied_share``. Of several earlier
        articles the one that has most of the sentence; of equals the earliest.

    Raises
    ------
    TypeError
        Articles that are none of the above.
    ValueError
        A limit out of its range.

    Notes
    -----
    Words are copied where at least seven in a row stand in both articles. Passages that articles
    on other stories have too don't count.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_sample()
    >>> copied = mk.copied_sentences(articles)
    >>> row = copied[copied["voice"] != copied["original_voice"]].iloc[0]
    >>> row[["article", "voice", "original", "original_voice"]].tolist()
    ['lithium-mine-vnb', 'journalist', 'lithium-mine-halden', 'quotation']
    >>> articles.loc["lithium-mine-vnb", "text"][row["start"] : row["end"]]
    'The project has been designed from first principles to protect the waters of the Aske.'
    """
    frame = as_articles(articles)
    require_share(least)
    require_limits(days, alike)
    bodies = texts(frame)
    stories = find_stories(frame, bodies, days, alike)
    rows: list[tuple[Any, ...]] = []
    for members in stories.members():
        reports = read_reports([bodies[place] for place in members.tolist()])
        # a copy has nothing that the first of its set hasn't
        _, sources = np.unique(stories.copies[members], return_index=True)
        rows += [
            (members[row[0]], members[row[1]], *row[2:])
            for row in copied_rows(reports, least, np.sort(sources).tolist(), stories.stock)
        ]
    return copied_table(rows, frame.index)


def copied_rows(
    reports: Reports, least: float, sources: Sequence[int], stock: Hashes = NO_STOCK
) -> Iterator[tuple[Any, ...]]:
    """Sentences that each report has from a source before it: numbers of both, then the rest."""
    shingles = {
        source: telling_shingles(reports.words[reports.own(source)], stock) for source in sources
    }
    for article in range(1, len(reports.corpus.texts)):
        best: dict[int, tuple[float, tuple[Any, ...]]] = {}
        for other in sources[: bisect_left(sources, article)]:
            found = copied_between(reports, article, other, shingles[other], least)
            columns = (found.sentence, found.original, found.share)
            voices = zip(found.voice, found.original_voice, strict=True)
            for sentence, original, share, (voice, voice_there) in zip(
                *(column.tolist() for column in columns), voices, strict=True
            ):
                if share > best.get(sentence, (0.0, ()))[0]:
                    here, there = _where(reports, sentence), _where(reports, original)
                    row = (article, other, *here, voice, *there, voice_there, share)
                    best[sentence] = share, row
        yield from (best[sentence][1] for sentence in sorted(best))


def _where(reports: Reports, sentence: int) -> tuple[int, int, int, str]:
    number = int(reports.number_in_article(np.array([sentence]))[0])
    start, end = reports.spans[sentence].tolist()
    return number, start, end, reports.text_of(sentence)


def copied_table(rows: Sequence[tuple[Any, ...]], index: pd.Index) -> pd.DataFrame:
    """Put rows of :func:`copied_rows` into a table, with the labels of the articles."""
    names = ["article", "original", "sentence", "start", "end", "text", "voice"]
    names += [f"original_{name}" for name in names[2:]] + ["copied_share"]
    # as objects: pandas 3 would choose a string type that can't hold a lone surrogate
    table = pd.DataFrame(rows, columns=names, dtype=object)
    numbers = [
        "article",
        "original",
        *(n for n in names if n.endswith(("sentence", "start", "end"))),
    ]
    voices = dict.fromkeys(("voice", "original_voice"), "str")
    table = table.astype({**dict.fromkeys(numbers, "int64"), **voices, "copied_share": "float64"})
    table = table.sort_values(["article", "sentence"], kind="stable", ignore_index=True)
    flat = index if index.nlevels == 1 else index.to_flat_index()
    for name in ("article", "original"):
        table[name] = flat.take(table[name].to_numpy())
    return table[[*COPIED_SENTENCES_COLUMNS]]
