"""How much of each report is quoted, copied, and said in words that no other report uses."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.copying.passages import telling_shingles, words_in
from mediakit.counting import bincount, repeat
from mediakit.measures.measure import Column, ratio
from mediakit.stories.aligning import Terms
from mediakit.stories.reports import Reports

SHARES_COLUMNS: Mapping[str, Column] = {
    "quoted_share": Column(
        "How much of the report stands in quotation marks.",
        unit="share of words",
        low=0.0,
        high=1.0,
        direction="higher is more in the words of others",
    ),
    "shared_share": Column(
        "How much of the report stands word for word in another one of them.",
        unit="share of words",
        low=0.0,
        high=1.0,
        direction="higher is more in common",
        formula="words in passages of at least 7 words that another report has too / words",
        caveat="Quotations that both took down are among them.",
    ),
    "only_here_share": Column(
        "How much of what the report is about is said in words that no other of them uses.",
        unit="share of names and content words",
        low=0.0,
        high=1.0,
        direction="higher is more of its own",
        formula="names and content words whose base form no other report has / all of them",
        caveat="The more reports are lined up, the lower it is; long reports have more of it.",
    ),
}


def shares_of_words(reports: Reports, terms: Terms, index: pd.Index) -> pd.DataFrame:
    """Give the shares of each report: one row a report, NaN where it has no words."""
    n = len(reports.corpus.texts)
    article = repeat(np.arange(n), np.diff(reports.edges))
    quoted = reports.corpus.quoted[reports.places]
    own = own_words(reports, terms)

    def share(flags: NDArray[np.bool_], of: NDArray[np.bool_]) -> NDArray[np.float64]:
        return ratio(
            bincount(article, flags & of, minlength=n).astype(np.float64),
            bincount(article, of, minlength=n).astype(np.float64),
        )

    every = np.ones(len(article), dtype=bool)
    values = share(quoted, every), share(shared_words(reports), every), share(own, terms.content)
    return pd.DataFrame(dict(zip(SHARES_COLUMNS, values, strict=True)), index=index)


def shared_words(reports: Reports) -> NDArray[np.bool_]:
    """Whether each word stands in a passage that another report has too."""
    return np.asarray(sharing(reports).any(axis=0))


def sharing(reports: Reports) -> NDArray[np.bool_]:
    """One row a report, one column a word of any: whether the report has the passage too."""
    n = len(reports.corpus.texts)
    shared = np.zeros((n, len(reports.words)), dtype=bool)
    for other in range(n):
        shingles = telling_shingles(reports.words[reports.own(other)])
        for one in range(n):
            if one != other:
                shared[other, reports.own(one)] = words_in(
                    reports.words[reports.own(one)], shingles
                )
    return shared


def own_words(reports: Reports, terms: Terms) -> NDArray[np.bool_]:
    """Whether each word is a name or content word of which no other report has any form."""
    n = len(reports.corpus.texts)
    article = repeat(np.arange(n), np.diff(reports.edges))
    has = np.zeros((n, len(terms.bases)), dtype=bool)
    has[article, terms.base] = True
    return np.asarray(terms.content & (has.sum(axis=0) == 1)[terms.base])
