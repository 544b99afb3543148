"""Matches as rows: where in the text each counted thing stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.counting import repeat
from mediakit.measures.measure import Column, Measure
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
    found = [m for m in measures if m.find is not None]
    matches = [corpus.once(measure.find) for measure in found if measure.find is not None]
    measure = repeat(np.arange(len(found)), [len(each.first) for each in matches])
    first, last, weight, label = (
        np.concatenate([nothing, *(getattr(each, name) for each in matches)])
        for name, nothing in _NOTHING.items()
    )
    spans = token_offsets(corpus, first, last)
    marks = corpus.vocabulary.fact(outer_marks)
    start = spans[:, 0] + marks[corpus.tokens[first], 0]
    end = spans[:, 1] - marks[corpus.tokens[last], 1]
    number = corpus.article_of_token[first]
    order = np.lexsort((first, end, start, number))
    number, start, end = number[order], start[order], end[order]
    places = zip(number.tolist(), start.tolist(), end.tolist(), strict=True)
    names = pd.array([measure.name for measure in found], dtype="str")
    voice = corpus.quoted[first[order]].astype(np.intp)
    table = {
        "article": index.take(number).to_flat_index(),
        "start": start,
        "end": end,
        # as objects: pandas 3 would choose a string type that can't hold a lone surrogate
        "text": pd.Series([(corpus.texts[n] or "")[a:b] for n, a, b in places], dtype=object),
        "measure": names.take(measure[order]),
        "label": pd.Series(label[order], dtype="str"),
        "weight": weight[order],
        "voice": pd.array(VOICES, dtype="str").take(voice),
    }
    return pd.DataFrame({name: table[name] for name in EVIDENCE_COLUMNS})


_NOTHING = {
    "first": np.zeros(0, np.int64),
    "last": np.zeros(0, np.int64),
    "weight": np.zeros(0),
    "label": np.zeros(0, object),
}


def outer_marks(types: Types) -> NDArray[np.int64]:
    """Two columns: how many characters stand before and after the core of a token."""
    return np.asarray(types.of_frames(_sizes_of_marks))


def _sizes_of_marks(frames: Sequence[Frame]) -> NDArray[np.int64]:
    rows = [(len(f.lead), len(f.trail) if f.has_core else 0) for f in frames]
    return np.array(rows, dtype=np.int64).reshape(-1, 2)
