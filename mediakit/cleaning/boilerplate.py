"""Lines that an outlet puts above or under many of its articles, found by how often they do."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from mediakit.cleaning.changes import Line

MIN_ARTICLES = 5
MIN_WORDS = 4
# Among the first or the last lines of an article, once other furniture is gone.
_AT_THE_TOP, _AT_THE_END = 2, 4
_MOSTLY_AT_AN_EDGE = 0.8
_COPIED = 0.4  # the share of its letters that makes an article a copy of others

_OF_NAMES = frozenset("of the and for de la von van".split())
_SPEECH = re.compile(r"[“”\"]")


def boilerplate(
    articles: Sequence[Sequence[Line]], outlets: Sequence[Hashable]
) -> dict[Hashable, frozenset[str]]:
    """Find the lines that stand at the edge of many articles of one outlet.

    Parameters
    ----------
    articles : sequence of sequence of Line
        The lines of each article that are no other furniture.
    outlets : sequence
        The outlet of each article.

    Returns
    -------
    dict
        For each outlet, the lines.

    Notes
    -----
    A line counts if it has at least 4 words, is no mere name and has no quotation marks, stands
    in at least 5 articles, and in four of five of them among the first two or last four lines.
    Articles more than two fifths of which stand in others too are copies or updates of each
    other: what they repeat is their content, so they don't count.
    """
    of_outlet: dict[Hashable, list[Sequence[Line]]] = defaultdict(list)
    for lines, outlet in zip(articles, outlets, strict=True):
        of_outlet[outlet].append(lines)
    return {
        outlet: _of_outlet(group)
        for outlet, group in of_outlet.items()
        if len(group) >= MIN_ARTICLES
    }


def _of_outlet(articles: Sequence[Sequence[Line]]) -> frozenset[str]:
    standing = Counter(line for lines in articles for line in {line.said for line in lines})
    n_articles: Counter[str] = Counter()
    at_edge: Counter[str] = Counter()
    for lines in articles:
        said = dict.fromkeys(line.said for line in lines)
        repeated = sum(len(line) for line in said if standing[line] > 1)
        if repeated > _COPIED * sum(map(len, said)):
            continue
        edge = {line.said for line in [*lines[:_AT_THE_TOP], *lines[-_AT_THE_END:]]}
        candidates = [line for line in said if standing[line] >= MIN_ARTICLES and _may_be(line)]
        n_articles.update(candidates)
        at_edge.update(line for line in candidates if line in edge)
    return frozenset(
        line
        for line, number in n_articles.items()
        if number >= MIN_ARTICLES and at_edge[line] >= _MOSTLY_AT_AN_EDGE * number
    )


def _may_be(line: str) -> bool:
    """Tell whether a line is long enough, nobody's speech, and not a name with its title."""
    words = line.split()
    says_something = any(word[0].islower() and word not in _OF_NAMES for word in words)
    if len(words) < MIN_WORDS or not says_something:
        return False
    return not _SPEECH.search(line) and not line.endswith(":")  # which leads on to the article
