"""All attributions of a corpus, as arrays: what the table shows and the measure counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mediakit.attributions.attribution import Attribution
from mediakit.attributions.certainty import certainty_of
from mediakit.attributions.colons import before_colons
from mediakit.attributions.finding import find_in_sentence
from mediakit.attributions.floating import continued
from mediakit.attributions.identity import Edges, Identities
from mediakit.attributions.kinds import AGENTLESS, UNRESOLVED
from mediakit.attributions.nesting import without_nested
from mediakit.attributions.passages import unlisted_cues
from mediakit.attributions.phrase_parts import Span
from mediakit.attributions.reading import Reading, read
from mediakit.attributions.words import DETERMINER
from mediakit.corpus import Corpus

Ints = NDArray[np.int64]

#: Whether the content stands in quotation marks: not, in part, or all of it.
DIRECTNESS = ("indirect", "mixed", "verbatim")


@dataclass(frozen=True)
class Attributions:
    """The attributions of a corpus, one element each, in the order of the text.

    Attributes
    ----------
    article : array of int
        Number of the article.
    first, last : array of int
        First and last token of the content.
    speaker_first, speaker_last, cue_first, cue_last : array of int
        The same of the speaker and the cue; -1 where there is none.
    cue_class, cue_kind, kind, name, direct : array of str
        Class and kind of the cue, kind and full name of the speaker, and how the content is given.
    speaker : array of str
        What tells the speakers of an article apart; empty where nobody can be told.
    certainty : array of float
        How sure the match is.
    colon : array of bool
        Whether the cue is the colon of its token.
    quoted : array of bool, one a token
        Whether the token stands in quotation marks.
    """

    article: Ints
    first: Ints
    last: Ints
    speaker_first: Ints
    speaker_last: Ints
    cue_first: Ints
    cue_last: Ints
    cue_class: NDArray[Any]
    cue_kind: NDArray[Any]
    kind: NDArray[Any]
    name: NDArray[Any]
    direct: NDArray[Any]
    speaker: NDArray[Any]
    certainty: NDArray[np.float64]
    colon: NDArray[np.bool_]
    quoted: NDArray[np.bool_]


def find_attributions(corpus: Corpus) -> Attributions:
    """Find who says what in the articles of a corpus; ask for it through ``corpus.once``."""
    reading = read(corpus)
    of_article = _joined(reading)
    edges = _edges(reading)
    found = [(number, each) for number, own in enumerate(of_article) for each in own]
    identity = [
        each
        for number, own in enumerate(of_article)
        if own
        for each in _identified(reading, edges[number], own)
    ]
    content = _spans([each.content for _, each in found])
    speaker = _spans([each.speaker for _, each in found])
    cue = _spans([each.cue for _, each in found])
    return Attributions(
        article=np.array([number for number, _ in found], dtype=np.int64),
        first=content[:, 0],
        last=content[:, 1],
        speaker_first=speaker[:, 0],
        speaker_last=speaker[:, 1],
        cue_first=cue[:, 0],
        cue_last=cue[:, 1],
        cue_class=np.array([each.cue_class for _, each in found], dtype=object),
        cue_kind=np.array([each.cue_kind for _, each in found], dtype=object),
        kind=np.array([kind for kind, _, _ in identity], dtype=object),
        name=np.array([name for _, name, _ in identity], dtype=object),
        direct=_directness(reading.inside, content),
        speaker=np.array([key for _, _, key in identity], dtype=object),
        certainty=np.array([certainty_of(each.rule) for _, each in found], dtype=np.float64),
        colon=np.array([each.rule in ("label", "colon") for _, each in found], dtype=bool),
        quoted=reading.inside,
    )


def _spans(spans: list[Any]) -> Ints:
    return np.array([(-1, -1) if s is None else s for s in spans], dtype=np.int64).reshape(-1, 2)


def _directness(inside: NDArray[np.bool_], content: Ints) -> NDArray[Any]:
    """Whether all, none or some of the content stands in quotation marks."""
    before = np.append(0, np.cumsum(inside))
    quoted = before[content[:, 1] + 1] - before[content[:, 0]]
    size = content[:, 1] + 1 - content[:, 0]
    kinds = np.array(DIRECTNESS, dtype=object)
    chosen: NDArray[Any] = kinds[(quoted > 0).astype(np.int64) + (quoted == size)]
    return chosen


def _joined(reading: Reading) -> list[list[Attribution]]:
    """The attributions of each article: those with a cue, then those that go on."""
    corpus = reading.corpus
    of_article = _with_cues(reading)
    articles, sentences = corpus.articles.tolist(), corpus.sentences.tolist()
    passages = np.searchsorted(np.asarray(reading.opens, dtype=np.int64), corpus.articles).tolist()
    colons = _colons(reading)
    sentence_of = corpus.sentence_of_token.tolist()
    for number, found in enumerate(of_article):
        edge = (articles[number], articles[number + 1])
        if number in colons:
            found += before_colons(reading, edge, *colons[number])
        rows = range(passages[number], passages[number + 1])
        found += continued(reading, edge, rows, sentence_of, sentences, reading.paragraph, found)
        found += [
            replace(each, cue=None, content=each.rest, rule="around, second part", rest=None)
            for each in found
            if each.rest is not None
        ]
        found.sort(key=lambda each: (each.content, each.cue or (0, 0)))
    return [without_nested(found) for found in of_article]


def _with_cues(reading: Reading) -> list[list[Attribution]]:
    """What the cues of each sentence attribute, by article."""
    corpus = reading.corpus
    of_article: list[list[Attribution]] = [[] for _ in corpus.texts]
    places = np.union1d(reading.cues, np.array(unlisted_cues(reading), dtype=np.int64))
    sentence = corpus.sentence_of_token[places]
    edges = np.flatnonzero(np.append(True, np.diff(sentence) != 0)[: len(places)])
    own = sentence[edges]
    for first, end, start, stop, article in zip(
        corpus.sentences[own].tolist(),
        corpus.sentences[own + 1].tolist(),
        edges.tolist(),
        [*edges[1:].tolist(), len(places)],
        corpus.article_of_sentence[own].tolist(),
        strict=len(edges) > 0,
    ):
        find_in_sentence(reading, first, end, places[start:stop].tolist(), of_article[article])
    return of_article


def _colons(reading: Reading) -> dict[int, tuple[list[int], list[Span]]]:
    """The colons of each article that has some, and their paragraphs."""
    edges = np.append(np.flatnonzero(np.asarray(reading.breaks, dtype=bool)), len(reading.inside))
    place = np.searchsorted(edges, reading.colons, side="right")
    article = np.searchsorted(reading.corpus.articles, reading.colons, side="right") - 1
    of_article: dict[int, tuple[list[int], list[Span]]] = {}
    for number, at, first, end in zip(
        article.tolist(),
        reading.colons.tolist(),
        edges[place - 1].tolist(),
        edges[np.minimum(place, len(edges) - 1)].tolist(),
        strict=True,
    ):
        colons, paragraphs = of_article.setdefault(number, ([], []))
        colons.append(at)
        paragraphs.append((first, end))
    return of_article


def _edges(reading: Reading) -> list[Edges]:
    """Where each article begins, and its sentences; and which of its tokens may be names."""
    corpus = reading.corpus
    sentence = np.searchsorted(corpus.sentences, corpus.articles).tolist()
    name = np.searchsorted(reading.written_names, corpus.articles).tolist()
    return [
        Edges(
            begin,
            corpus.sentences[sentence[number] : sentence[number + 1]].tolist(),
            reading.written_names[name[number] : name[number + 1]].tolist(),
        )
        for number, begin in enumerate(corpus.articles[:-1].tolist())
    ]


def _identified(
    reading: Reading, edges: Edges, found: list[Attribution]
) -> list[tuple[str, str, str]]:
    """Kind, full name and key of the speaker of each attribution of one article."""
    begin, identities = edges.begin, Identities(reading, edges)
    order = sorted(range(len(found)), key=lambda row: found[row].speaker or (begin, begin))
    rows: dict[int, tuple[str, str, str]] = {}
    for row in order:
        speaker = found[row].speaker
        identity = identities.of(speaker)
        key = identity.name.lower()
        if not key and speaker is not None and identity.kind not in (AGENTLESS, UNRESOLVED):
            first, last = speaker
            if reading.classes[first] & DETERMINER and last > first:
                first += 1
            key = " ".join(reading.text(at) for at in range(first, last + 1))
        rows[row] = (identity.kind, identity.name, key)
    return [rows[row] for row in range(len(found))]
