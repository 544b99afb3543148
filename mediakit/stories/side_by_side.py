"""Reports side by side as HTML: passages that several share, and words that only one uses.

Every style stands in its element: JupyterLab drops style sheets of notebooks that it doesn't
trust. Columns stand below each other where the page is narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.evidencing import outer_marks
from mediakit.highlighting.appearance import Appearance
from mediakit.highlighting.choosing import one_article
from mediakit.highlighting.markup import safe
from mediakit.highlighting.segments import Span, segments
from mediakit.own_display import NO_FORMULAS
from mediakit.palette import OWN
from mediakit.stories.aligning import Terms, terms_of
from mediakit.stories.reports import Reports
from mediakit.stories.shares import sharing
from mediakit.units import by_paragraph, character_spans

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FEWEST = 3  # words of a sentence that are marked as shared
MOST_SHOWN = 30  # words of its own that are marked in each report and listed below it

SHARED = Appearance("shared", "", OWN[0], "solid 2px")
ONLY_HERE = Appearance("only-here", "", OWN[1], "dotted 2px")

_SANS = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif;"
_SMALL = f"{_SANS}font-size:13px;line-height:1.5;"
_SIGN = f"{_SANS}font-size:11px;line-height:0"
_GRID = (
    "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,270px),1fr));gap:24px 28px"
)
_HEADLINE = "font:700 19px/1.25 Georgia,'Liberation Serif',serif;margin:0 0 10px"
_TEXT = "font:400 16px/1.65 Georgia,'Liberation Serif',serif;overflow-wrap:anywhere;"


def side_by_side(articles: pd.DataFrame, reports: Reports, only_here: pd.DataFrame) -> str:
    """Write reports as columns of one piece of HTML."""
    n = len(articles)
    shared = sharing(reports)
    paragraphs = by_paragraph(reports.corpus)
    spans = character_spans(paragraphs)
    terms = terms_of(reports)
    columns = []
    for number in range(n):
        own = only_here[only_here["article"] == number]
        columns.append(
            _column(
                articles.iloc[[number]],
                LETTERS[number],
                reports.corpus.texts[number],
                spans[paragraphs.article == number].tolist(),
                _shared_passages(reports, shared, number),
                own["word"].tolist(),
                _occurrences(reports, terms, number, own["start"].head(MOST_SHOWN).tolist()),
            )
        )
    legend = (
        f'<p style="{_SMALL}margin:0 0 16px"><mark style="{SHARED.plain_style}">Marked like '
        f"this</mark>{_letters('B C')}: word for word in report B "
        f'and in report C too. <mark style="{ONLY_HERE.plain_style}">Marked like this</mark>: a '
        "word that no other report uses; only the most telling ones are marked.</p>"
    )
    return (
        f'<section class="mediakit-side-by-side {NO_FORMULAS}" lang="en" '
        f'aria-label="{n} reports of one story, side by side">'
        f'{legend}<div style="{_GRID}">{"".join(columns)}</div></section>'
    )


def _shared_passages(
    reports: Reports, shared: NDArray[np.bool_], number: int
) -> list[tuple[int, int, str]]:
    """Start, end and letters of the reports that have it, of each passage that others share."""
    here = reports.own(number)
    any_other = np.asarray(shared[:, here].any(axis=0))
    # cut where a sentence ends: each has its own letters
    piece = np.where(any_other, reports.sentence[here], -1)
    edges = np.flatnonzero(np.diff(piece, prepend=-2, append=-2))
    spans = reports.corpus.token_spans(number)
    base = reports.corpus.articles[number]
    passages = []
    for first, end in pairwise(edges.tolist()):
        if not any_other[first] or end - first < FEWEST:
            continue  # not shared, or a word or two of the next sentence
        others = np.flatnonzero(shared[:, here][:, first:end].any(axis=1))
        tokens = reports.places[here][[first, end - 1]] - base
        letters = "\N{NO-BREAK SPACE}".join(LETTERS[other] for other in others)
        passages.append((int(spans[tokens[0], 0]), int(spans[tokens[1], 1]), letters))
    return passages


def _column(
    article: pd.DataFrame,
    letter: str,
    text: str | None,
    paragraphs: Sequence[Sequence[int]],
    passages: Sequence[tuple[int, int, str]],
    own: Sequence[str],
    occurrences: Sequence[tuple[int, int]],
) -> str:
    told = one_article(article)
    label = article.index[0]
    origin = safe(told.origin or str(label))
    headline = safe(told.headline) if told.headline and told.headline.strip() else ""
    head = (
        f'<p style="{_SMALL}margin:0 0 4px"><strong>{letter}</strong> · {origin}</p>'
        f'<p role="heading" aria-level="4" style="{_HEADLINE}">{headline}</p>'
    )
    if text is None or not text.strip():
        body = f'<p style="{_SMALL}"><em>This report has no text.</em></p>'
    else:
        body = _marked(text, paragraphs, passages, occurrences)
    words = ", ".join(map(safe, own[:MOST_SHOWN])) or "none"
    more = f" and {len(own) - MOST_SHOWN} more" if len(own) > MOST_SHOWN else ""
    counted = "1 word" if len(own) == 1 else f"{len(own)} words"
    below = (
        f'<details style="{_SMALL}margin-top:8px">'
        f'<summary style="cursor:pointer;display:list-item">{counted} that only {letter} has, the '
        f"most telling first</summary>{words}{more}</details>"
    )
    region = f'<article aria-label="Report {letter}: {origin}" style="{_TEXT}">'
    return f"{region}{head}{body}{below}</article>"


def _occurrences(
    reports: Reports, terms: Terms, number: int, first: Sequence[int]
) -> list[tuple[int, int]]:
    """Start and end of every occurrence of the words that first stand at these offsets."""
    corpus, here = reports.corpus, reports.own(number)
    tokens = reports.places[here]
    spans = corpus.token_spans(number)[tokens - corpus.articles[number]]
    spans = spans + corpus.vocabulary.fact(outer_marks)[corpus.tokens[tokens]] * [1, -1]
    wanted = terms.base[here][np.isin(spans[:, 0], first)]
    shown = np.isin(terms.base[here], wanted) & terms.content[here]
    return [(start, end) for start, end in spans[shown].tolist()]


def _marked(
    text: str,
    paragraphs: Sequence[Sequence[int]],
    passages: Sequence[tuple[int, int, str]],
    own: Sequence[tuple[int, int]],
) -> str:
    """Mark a text; nothing of it gets through unescaped."""
    spans = [Span(start, end, 0) for start, end, _ in passages]
    spans += [Span(start, end, 1) for start, end in own]
    starts = {start for start, _ in paragraphs}
    ends = {start + len(text[start:end].rstrip()) for start, end in paragraphs}
    parts, inside = [], False
    for segment in segments(len(text), spans, [*starts, *ends]):
        if segment.start in starts:
            parts.append('<p style="margin:0 0 12px;white-space:pre-line">')
            inside = True
        if inside:
            parts.append(_segment(safe(text[segment.start : segment.end]), segment.over, passages))
            for row in segment.closing:
                if row < len(passages):
                    parts.append(_letters(passages[row][2]))
        if segment.end in ends and inside:
            parts.append("</p>")
            inside = False
    return "".join(parts)


def _letters(letters: str) -> str:
    return f'<sup style="{_SIGN}">\N{NO-BREAK SPACE}in\N{NO-BREAK SPACE}{letters}</sup>'


def _segment(
    words: str,
    over: Sequence[tuple[int, tuple[int, ...], int]],
    passages: Sequence[tuple[int, int, str]],
) -> str:
    for family, rows, _ in over:
        if family == 0:
            title = f"also in {passages[rows[0]][2]}"
            words = f'<mark title="{title}" style="{SHARED.plain_style}">{words}</mark>'
        else:
            words = f'<mark title="only here" style="{ONLY_HERE.plain_style}">{words}</mark>'
    return words
