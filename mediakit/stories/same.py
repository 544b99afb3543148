"""Reports of one event as a table, and a corpus without its copies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.articles import Articles, as_articles, texts
from mediakit.copying import COPY, require_share, sets_of_copies
from mediakit.copying.passages import words_in
from mediakit.copying.shingles import shingle_index
from mediakit.counting import bincount
from mediakit.measures.measure import Column
from mediakit.stories.finding import ALIKE, DAYS, Stories, find_stories, who_was_first

NEAR_COPY = 0.3
RELATIONS = ("first", "copy", "near copy", "same story", "alone")

SAME_STORY_COLUMNS: Mapping[str, Column] = {
    "story": Column(
        "The number of the story that the article tells; articles on one event share it.",
        unit="number",
        low=0.0,
        reference="Average linkage: Sokal and Michener (1958). tf-idf: Sparck Jones (1972), "
        "10.1108/eb026526.",
        caveat="Found by the words of the articles and their dates. A follow-up of the same week "
        "may count as the same story, and an opinion piece that hardly names what it is about as "
        "another one.",
    ),
    "n_reports": Column(
        "How many of the articles tell that story, copies among them.", unit="articles", low=1.0
    ),
    "relation": Column(
        "How the article relates to the one in `original`: a copy of it, a near copy, another "
        "report of the same story; or that it was probably the first, or is alone.",
        unit="label",
        formula=f"copy: {COPY:.0%} of the shorter of the two stands in the other; near copy: "
        f"{NEAR_COPY:.0%} of either stands in the other",
        caveat="Copying is found where words are; it can't tell who copied from whom.",
        values=RELATIONS,
    ),
    "original": Column(
        "The label of the article that it is a copy of, or that was probably the first to tell "
        "the story; missing where there is none.",
        unit="label",
        caveat="A guess, by what `original_by` tells: two articles may both copy a third that "
        "isn't among them, as a press release often is.",
    ),
    "original_by": Column(
        "Why that one is taken for the earlier: its date, its being a news agency, or its length.",
        unit="label",
        values=("date", "agency", "length", ""),
        caveat="Length, where nothing else tells, says little: copies are rather cut than padded.",
    ),
    "similarity": Column(
        "How alike the two are by the names and content words that they use.",
        unit="cosine of tf-idf",
        low=0.0,
        high=1.0,
        direction="higher is more alike",
        reference="Sparck Jones (1972), 10.1108/eb026526; frequencies of wordfreq, "
        "10.5281/zenodo.7199437",
        caveat="It depends on the other articles: a word that all have says little.",
    ),
    "copied_share": Column(
        "How much of the article stands word for word in `original`.",
        unit="share of words",
        low=0.0,
        high=1.0,
        direction="higher is more of it copied",
        formula="words in passages of at least 7 words that both have / words; passages that "
        "other stories have too don't count",
        reference="Shingles: Broder (1997), 10.1109/SEQUEN.1997.666900",
        caveat="Quotations of one speech are shared without being copied from each other.",
    ),
}


def same_story(articles: Articles, *, days: float = DAYS, least: float = ALIKE) -> pd.DataFrame:
    """Find reports of one event: copies, near copies, and articles that tell the same story.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        Dates are taken from a column ``published`` or ``date``, agencies from ``outlet``, where
        there are such columns.
    days : float, default 3
        By how many days two reports of one story may lie apart. An article without a date may
        be of any day.
    least : float, default 0.2
        How alike the articles of a story must be on average, from 0 to 1. It rises by 0.11 for
        each tenfold of articles beyond 50 that an article is compared with, since among many
        some are alike by chance.

    Returns
    -------
    DataFrame
        One row an article, with the caller's index. Columns: ``story`` (number, from 0 in the
        order of the articles), ``n_reports`` (articles of that story), ``relation`` ("first",
        "copy", "near copy", "same story", "alone"), ``original`` (label of the article that it
        is held against), ``original_by`` ("date", "agency", "length"), ``similarity`` (0 to 1)
        and ``copied_share`` (0 to 1, share of its own words). The first and those that are alone
        have no original, and NaN. Missing and empty texts are alone.

    Raises
    ------
    TypeError
        Articles that are none of the above.
    ValueError
        Fewer than 0 days, or a `least` that isn't above 0 and below 1.

    Notes
    -----
    Copies come first (:func:`mediakit.copies`); each set of them then counts as one article.
    Articles are alike by tf-idf of their names and content words, and are grouped by average
    linkage, so that one article on two events doesn't join them, nor does a topic become one
    story. Copies are no less copies if they are years apart. Nothing depends on the order of rows.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_sample()
    >>> found = mk.same_story(articles)
    >>> found.loc["rate-rise-echo", ["relation", "original", "original_by"]].tolist()
    ['copy', 'rate-rise-halden', 'date']
    >>> int((found["n_reports"] > 1).sum())
    47
    """
    frame = as_articles(articles)
    require_limits(days, least)
    stories = find_stories(frame, texts(frame), days, least)
    n = len(frame)
    columns: dict[str, NDArray[Any]] = {
        "story": stories.story,
        "n_reports": bincount(stories.story, minlength=1)[stories.story],
        "relation": np.full(n, "alone", dtype=object),
        "original": np.full(n, None, dtype=object),
        "original_by": np.full(n, "", dtype=object),
        "similarity": np.full(n, np.nan),
        "copied_share": np.full(n, np.nan),
    }
    flat = frame.index if frame.index.nlevels == 1 else frame.index.to_flat_index()
    labels = flat.to_numpy(dtype=object)
    for members in stories.members():
        columns["relation"][members[0]] = "first"
        for place in range(1, len(members)):
            _relate(columns, stories, int(members[place]), members[:place], labels)
    for name in ("relation", "original_by"):
        columns[name] = pd.Series(columns[name], dtype="str").array
    return pd.DataFrame({name: columns[name] for name in SAME_STORY_COLUMNS}, index=frame.index)


def _relate(
    columns: dict[str, NDArray[Any]],
    stories: Stories,
    own: int,
    earlier: NDArray[np.int64],
    labels: NDArray[np.object_],
) -> None:
    """Fill in how an article relates to those of its story that were probably earlier."""
    words, shingles = stories.words, stories.shingles
    same_set = earlier[stories.copies[earlier] == stories.copies[own]]
    candidates = same_set[:1] if len(same_set) else earlier
    shares = [
        (
            words_in(words[own], shingles[other]).mean(),
            words_in(words[other], shingles[own]).mean(),
        )
        for other in candidates.tolist()
    ]
    of_either = np.array([max(share) for share in shares])
    best = int(np.argmax(of_either))  # of equals the earliest
    if len(same_set):
        relation = "copy"
    elif of_either[best] >= NEAR_COPY:
        relation = "near copy"
    else:
        relation, best = "same story", 0
    other = int(candidates[best])
    columns["relation"][own] = relation
    columns["original"][own] = labels[other]
    columns["original_by"][own] = _reason(stories, other, own)
    columns["copied_share"][own] = shares[best][0]
    columns["similarity"][own] = stories.similarity(np.array([own]), np.array([other]))[0]


def _reason(stories: Stories, other: int, own: int) -> str:
    if np.floor(stories.day[other]) < np.floor(stories.day[own]):
        return "date"
    return "agency" if stories.agency[other] and not stories.agency[own] else "length"


def require_limits(days: float, least: float) -> None:
    """Raise a ValueError unless both are in their ranges."""
    if not days >= 0:
        raise ValueError(f"days must be 0 or more, not {days!r}")
    if not 0 < least < 1:
        raise ValueError(f"least is a similarity between 0 and 1, such as {ALIKE}, not {least!r}")


def without_copies(articles: Articles, *, least: float = COPY) -> pd.DataFrame:
    """Keep one article of each set of copies: the earliest, or the agency's, or the longest.

    Rows of a comparison should not depend on each other. A wire report that ten outlets print is
    one text, not ten; counted ten times it makes groups alike and intervals too narrow.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        As for :func:`mediakit.same_story`.
    least : float, default 0.8
        The share of the words of the shorter article that must stand in the other.

    Returns
    -------
    DataFrame
        The articles that are kept, with all their columns, in their order. Missing and empty
        texts are kept. ``.attrs["copies_left_out"]`` is how many were left out;
        :func:`mediakit.same_story` tells which, and what they are copies of.

    Examples
    --------
    >>> import mediakit as mk
    >>> kept = mk.without_copies(mk.load_sample())
    >>> len(kept), kept.attrs["copies_left_out"]
    (47, 1)
    """
    frame = as_articles(articles)
    require_share(least)
    bodies = texts(frame)
    index = shingle_index(bodies)
    group = sets_of_copies(bodies, index, least)
    by_rank = np.argsort(who_was_first(frame, index))
    _, first = np.unique(group[by_rank], return_index=True)
    kept = np.sort(by_rank[first])
    result = frame.iloc[kept].copy()
    result.attrs["copies_left_out"] = len(frame) - len(kept)
    return result
