"""What one report says and the others don't: its words, and those of its headline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.evidencing import outer_marks
from mediakit.measures.measure import Column
from mediakit.recurring import ARTICLE, END, HEADLINE, START
from mediakit.stories.aligning import Terms, terms_of
from mediakit.stories.reports import Reports, read_reports
from mediakit.stories.shares import own_words

ONLY_HERE_COLUMNS: Mapping[str, Column] = {
    "article": ARTICLE,
    "word": Column("A word that no other report uses, in any form, as it first stands.", "text"),
    "count": Column("How often the report has it, in any form.", unit="occurrences", low=1.0),
    "score": Column(
        "How telling it is: frequent here, and rare in general English.",
        unit="count^2 / (count + 1) nats",
        low=0.0,
        direction="higher is more telling",
        reference="Frequencies: wordfreq (Speer 2022), 10.5281/zenodo.7199437",
        caveat="What is only here may be said elsewhere in other words.",
    ),
    "start": START,
    "end": END,
}

HEADLINES_COLUMNS: Mapping[str, Column] = {
    "article": ARTICLE,
    "headline": HEADLINE,
    "n_words": Column("How many words the headline has.", unit="words", low=0.0),
    "only_here": Column(
        "Its names and content words that no other headline has, in any form.", unit="text"
    ),
    "shared": Column("Those that another headline has too.", unit="text"),
}


def only_here(reports: Reports, terms: Terms) -> pd.DataFrame:
    """List the words of each report that no other one has, the most telling first."""
    corpus = reports.corpus
    at = np.flatnonzero(own_words(reports, terms))
    _, first, count = np.unique(terms.base[at], return_index=True, return_counts=True)
    words = at[first]
    article = np.searchsorted(reports.edges, words, side="right") - 1
    score = count**2 / (count + 1) * terms.surprise[terms.base[words]]
    order = np.lexsort((words, -score, article))
    words, article, count, score = words[order], article[order], count[order], score[order]
    tokens = reports.places[words]
    marks = corpus.vocabulary.fact(outer_marks)[corpus.tokens[tokens]]
    spans = np.array(
        [
            corpus.token_spans(of)[token - corpus.articles[of]]
            for of, token in zip(article.tolist(), tokens.tolist(), strict=True)
        ],
        dtype=np.int64,
    ).reshape(-1, 2)
    start, end = spans[:, 0] + marks[:, 0], spans[:, 1] - marks[:, 1]
    written = [(corpus.texts[of] or "")[a:b] for of, a, b in zip(article, start, end, strict=True)]
    columns = (article, pd.Series(written, dtype=object), count, score, start, end)
    return pd.DataFrame(dict(zip(ONLY_HERE_COLUMNS, columns, strict=True)))


def headlines_side_by_side(headlines: Sequence[str | None]) -> pd.DataFrame:
    """One row a headline, with the words that are its own and those that it shares."""
    reports = read_reports(headlines)
    terms = terms_of(reports)
    own = own_words(reports, terms)
    rows = []
    for article, headline in enumerate(headlines):
        here = np.arange(len(own))[reports.own(article)]
        told = here[terms.content[here]]
        words = [_listed(reports, part) for part in (told[own[told]], told[~own[told]])]
        rows.append(
            (article, headline, float(len(here)) if headline is not None else np.nan, *words)
        )
    # as objects: pandas 3 would choose a string type that can't hold a lone surrogate
    table = pd.DataFrame(rows, columns=[*HEADLINES_COLUMNS], dtype=object)
    return table.astype({"article": "int64", "n_words": "float64"})


def _listed(reports: Reports, words: NDArray[np.int64]) -> str:
    corpus = reports.corpus
    cores = [corpus.vocabulary.shapes[t].core for t in corpus.tokens[reports.places[words]]]
    return ", ".join(dict.fromkeys(cores))
