"""Who says what, beside annotators of political news, and beside the sample's authors.

The rules were written on one half of the articles, chosen by a hash of their names; only the other
half is judged here. ``speaker_kinds.tsv`` has the kinds of 210 speakers that one of the authors
told by reading, at the place of the cue; of these articles' words it has none.

``python -m tests.validity.attribution`` lists what was marked in the sample and not found.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import mediakit as mk
from mediakit.corpus import read_corpus
from mediakit.vocabulary import Vocabulary

from .judging import Check, Floats, Judged, Other, share
from .sets import read

Bools = NDArray[np.bool_]
Spans = Mapping[str, list[tuple[int, int]]]

_ARTICLES, _SPANS = "attribution/polnear_train_articles", "attribution/polnear_train_spans"
_KINDS = Path(__file__).parent / "speaker_kinds.tsv"
_ON = "PolNeAR, half of its political news"
_OFFSETS = {
    "content": ("start", "end"),
    "source": ("speaker_start", "speaker_end"),
    "cue": ("cue_start", "cue_end"),
}
_VAGUE = ("unnamed official", "unnamed group", "agentless", "public")
_WHO = len(", which ")  # annotators mark the relative pronoun, and we whom it stands for
_HALF = 0.5  # of our content must be the annotator's


def is_judged(name: str) -> bool:
    """Whether an article belongs to the half that the rules were not written on."""
    return int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 1


@cache
def _texts() -> dict[str, str]:
    table = read(_ARTICLES)
    return {n: t for n, t in zip(table["article"], table["text"], strict=True) if is_judged(n)}


@cache
def _ours() -> pd.DataFrame:
    return mk.quotations(pd.Series(_texts(), dtype=object))


@cache
def _marked() -> pd.DataFrame:
    table = read(_SPANS)
    return table[table["article"].isin(_texts().keys())]


def _spans(table: pd.DataFrame, start: str, end: str, names: Mapping[str, str]) -> Spans:
    """Start and end of what isn't missing, by article."""
    spans: dict[str, list[tuple[int, int]]] = {name: [] for name in names}
    present = table[table[start].notna()]
    for name, a, b in zip(present["article"], present[start], present[end], strict=True):
        spans[name].append((int(a), int(b)))
    return spans


def _mask(spans: Spans, name: str) -> Bools:
    """Which characters of an article stand in a span; spaces don't count."""
    text = _texts()[name]
    mask = np.zeros(len(text), dtype=bool)
    for start, end in spans[name]:
        mask[start:end] = True
    return mask & ~np.array([character.isspace() for character in text], dtype=bool)


def _quoted() -> Spans:
    """Each token in quotation marks."""
    corpus = read_corpus([*_texts().values()], Vocabulary())
    quoted = np.split(corpus.quoted, corpus.articles[1:-1])
    return {
        name: [(int(a), int(b)) for a, b in corpus.token_spans(number)[quoted[number]]]
        for number, name in enumerate(_texts())
    }


def _f1_of_characters(given: Spans, role: str) -> Judged:
    """F1 of characters, by article."""
    marked = _marked()
    own = marked[marked["role"] == role]
    gold = _spans(own, "start", "end", _texts())
    sums = []
    for name in _texts():
        ours, theirs = _mask(given, name), _mask(gold, name)
        sums.append([2.0 * (ours & theirs).sum(), 1.0 * ours.sum() + theirs.sum()])

    def formula(sums: Floats) -> Floats:
        return np.asarray(sums[..., 0] / sums[..., 1])

    return Judged(len(own), np.array(sums), formula)


def _characters(role: str) -> Judged:
    return _f1_of_characters(_spans(_ours(), *_OFFSETS[role], _texts()), role)


@cache
def _is_right() -> pd.Series:
    """Whether each of our rows is an annotator's: half of the content, and some of the speaker."""
    gold = {
        name: [
            {str(role): rows[["start", "end"]].to_numpy() for role, rows in each.groupby("role")}
            for _, each in own.groupby("attribution")
        ]
        for name, own in _marked().groupby("article")
    }
    right = [
        any(_agrees(row, each) for each in gold.get(str(row.article), []))
        for row in _ours().itertuples()
    ]
    return pd.Series(right, index=_ours().index)


def _agrees(row: object, gold: Mapping[str, NDArray[np.int64]]) -> bool:
    start, end = int(row.start), int(row.end)  # type: ignore[attr-defined]
    content = gold.get("content", np.zeros((0, 2), np.int64))
    shared = np.minimum(content[:, 1], end) - np.maximum(content[:, 0], start)
    if np.maximum(shared, 0).sum() < _HALF * (end - start):
        return False
    source = gold.get("source", np.zeros((0, 2), np.int64))
    if row.speaker == "":  # type: ignore[attr-defined]
        return not len(source)
    a, b = int(row.speaker_start), int(row.speaker_end)  # type: ignore[attr-defined]
    if row.cue and 0 < row.cue_start - b <= _WHO:  # type: ignore[attr-defined]
        b = int(row.cue_start)  # type: ignore[attr-defined]
    return bool(((source[:, 0] < b) & (a < source[:, 1])).any())


def _right_among(low: float, high: float) -> Judged:
    table = _ours()
    rows = table["match_certainty"].between(low, high)
    by_article = _is_right()[rows].groupby(table.loc[rows, "article"]).agg(["sum", "size"])
    return share(by_article["sum"], by_article["size"], n=int(rows.sum()))


def _mean_certainty(low: float, high: float) -> Judged:
    certainty = _ours()["match_certainty"]
    return share(certainty[certainty.between(low, high)])


def _kinds() -> Judged:
    """Share of speakers whose kind is the one that a reader told, where the cue is found."""
    told = pd.read_csv(_KINDS, sep="\t")
    table = read(_ARTICLES).set_index("article")["text"]
    found = mk.quotations(table[table.index.isin(told["document"])])
    found = found[found["cue"] != ""]
    right = []
    for document, start, label in told.itertuples(index=False, name=None):
        here = (found["article"] == document) & found["cue_start"].le(start)
        kinds = found.loc[here & found["cue_end"].gt(start), "speaker_kind"]
        if len(kinds):
            right.append(kinds.iloc[0] == label)
    return share(right)


@cache
def _sample() -> dict[str, str]:
    annotated = mk.load_sample_annotations()["article_id"].unique()
    texts = mk.load_sample()["text"]
    return {name: texts[name] for name in annotated}


@cache
def _in_sample(what: str) -> tuple[Spans, Spans]:
    """What we give and what is marked: cues, speakers by a noun, or sources without a name."""
    table = mk.quotations(pd.Series(_sample(), dtype=object))
    table = table[(table["cue"] != "") & (table["cue_kind"] != "attitude")]
    marked = mk.load_sample_annotations().rename(columns={"article_id": "article"})
    gold = _spans(marked[marked["kind"] == what], "start", "end", _sample())
    if what == "speech cue":
        return _spans(table, "cue_start", "cue_end", _sample()), gold
    if what == "speaker":
        words = table["speaker"].str.lower()
        table = table[~words.isin("he she it they i we you who that his her their its my".split())]
        return _spans(table, "speaker_start", "speaker_end", _sample()), gold
    table = table[table["speaker_kind"].isin(_VAGUE)]
    starts = table["speaker_start"].fillna(table["cue_start"])
    ends = table["speaker_end"].fillna(table["cue_end"])
    return _spans(table.assign(first=starts, last=ends), "first", "last", _sample()), gold


def _met(spans: Spans, others: Spans) -> Judged:
    """Share of spans that overlap with one of the others."""
    met = [[_overlaps(span, others[name]) for span in spans[name]] for name in _sample()]
    return share([sum(each) for each in met], [len(each) for each in met], n=sum(map(len, met)))


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _precision(what: str) -> Judged:
    given, marked = _in_sample(what)
    return _met(given, marked)


def _recall(what: str) -> Judged:
    given, marked = _in_sample(what)
    return _met(marked, given)


def _of_sample(measure: str, what: str) -> tuple[Check, ...]:
    on = f"our sample, {what}s marked by hand"
    column = f"quotations.{measure}"
    return tuple(
        Check(measure, on, statistic, partial(judge, what), needs_folder=False, column=column)
        for statistic, judge in (("precision", _precision), ("recall", _recall))
    )


def _of_certainty(low: float, high: float) -> Check:
    return Check(
        "match_certainty",
        _ON,
        f"share right from {low:g} to {high:g}",
        partial(_right_among, low, high),
        (Other("as the column says", partial(_mean_certainty, low, high)),),
        column="quotations.match_certainty",
    )


CHECKS = (
    Check(
        "content",
        _ON,
        "F1 of characters",
        partial(_characters, "content"),
        (
            Other(
                "all that stands in quotation marks",
                lambda: _f1_of_characters(_quoted(), "content"),
            ),
        ),
        column="quotations.content",
    ),
    Check(
        "speaker",
        _ON,
        "F1 of characters",
        partial(_characters, "source"),
        column="quotations.speaker",
    ),
    Check("cue", _ON, "F1 of characters", partial(_characters, "cue"), column="quotations.cue"),
    _of_certainty(0.9, 1.0),
    _of_certainty(0.65, 0.9),
    _of_certainty(0.0, 0.65),
    Check(
        "speaker_kind",
        "210 speakers of PolNeAR, told by an author",
        "share right",
        _kinds,
        column="quotations.speaker_kind",
    ),
    *_of_sample("cue", "speech cue"),
    *_of_sample("speaker", "speaker"),
    *_of_sample("speaker_kind", "vague source"),
)


def _list_missed() -> None:
    for what in ("speech cue", "vague source"):
        given, marked = _in_sample(what)
        for name, text in _sample().items():
            for start, end in marked[name]:
                if not _overlaps((start, end), given[name]):
                    words = f"{text[start - 60 : start]}>>{text[start:end]}<<{text[end : end + 40]}"
                    sys.stdout.write(f"{what}\t{name}\t{' '.join(words.split())}\n")


if __name__ == "__main__":
    _list_missed()
