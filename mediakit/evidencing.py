"""Matches as rows: where in the text each counted thing stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.measures.measure import Column, Matches, Measure
from mediakit.recurring import ARTICLE, END, START, VOICE
from mediakit.tokenising import Frame
from mediakit.units import VOICES, token_offsets
from mediakit.vocabulary import Types

#: What the table has, in this order.
EVIDENCE_COLUMNS: Mapping[str, Column] = {
    "article": ARTICLE,
    "start": START,
    "end": END,
    "text": Column("The words that were counted, as they stand in the text.", unit="text"),
    "measure": Column("Which measure counted them.", unit="name"),
    "label": Column(
        "What kind of match it is, such as “modal” for a hedge; of a keyword the term.",
        unit="label",
    ),
    "weight": Column(
        "What the match adds to the score of its measure.",
        unit="that of the measure",
        caveat="Weights of two measures can't be compared: a hedge has a strength from 0 to 1, a "
        "word with a tone a valence, a keyword the score of its term.",
    ),
    "voice": VOICE,
}


def token_evidence(corpus: Corpus, index: pd.Index, measures: Sequence[Measure]) -> pd.DataFrame:
    """One row a match of the measures in a corpus; `index` labels its articles."""
    found = [
        (measure, corpus.once(measure.find)) for measure in measures if measure.find is not None
    ]
    tables = [_rows(corpus, index, measure.name, matches) for measure, matches in found]
    table = pd.concat(tables) if tables else _rows(corpus, index, "", _NOTHING)
    table = table.sort_values(["number", "start", "end"], kind="stable", ignore_index=True)
    return table[[*EVIDENCE_COLUMNS]]


_NOTHING = Matches(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, object), np.zeros(0))


def outer_marks(types: Types) -> NDArray[np.int64]:
    """Two columns: how many characters stand before and after the core of a token."""
    return np.asarray(types.of_frames(_sizes_of_marks))


def _sizes_of_marks(frames: Sequence[Frame]) -> NDArray[np.int64]:
    rows = [(len(f.lead), len(f.trail) if f.has_core else 0) for f in frames]
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def _rows(corpus: Corpus, index: pd.Index, name: str, matches: Matches) -> pd.DataFrame:
    number = np.searchsorted(corpus.articles, matches.first, side="right") - 1
    order = np.argsort(matches.first, kind="stable")
    first, last, number = matches.first[order], matches.last[order], number[order]
    spans = token_offsets(corpus, number, first, last)
    marks = corpus.vocabulary.fact(outer_marks)
    start = spans[:, 0] + marks[corpus.tokens[first], 0]
    end = spans[:, 1] - marks[corpus.tokens[last], 1]
    places = zip(number.tolist(), start.tolist(), end.tolist(), strict=True)
    words = [(corpus.texts[n] or "")[a:b] for n, a, b in places]
    voice = np.array(VOICES, dtype=object)[corpus.quoted[first].astype(np.int64)]
    return pd.DataFrame(
        {
            "number": number,
            "article": index.take(number).to_flat_index(),
            "start": start,
            "end": end,
            # as objects: pandas 3 would choose a string type that can't hold a lone surrogate
            "text": pd.Series(words, dtype=object),
            "measure": pd.Series([name] * len(number), dtype="str"),
            "label": pd.Series(matches.label[order], dtype="str"),
            "weight": matches.weight[order],
            "voice": pd.Series(voice, dtype="str"),
        }
    )
