"""Marked-up text as HTML: nothing of the input gets through unescaped."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from mediakit.highlighting.appearance import Appearance, tone
from mediakit.highlighting.segments import Segment, Span, segments

_UNFIT = re.compile("[\0\ud800-\udfff]")  # no page and no UTF-8 can carry them
_LONGEST_SUBHEAD = 80  # characters


class Match(NamedTuple):
    """What a mark shows of a row of evidence."""

    start: int
    end: int
    text: str
    measure: str
    label: str
    weight: float
    voice: str


def fit(text: str) -> str:
    r"""Replace, one for one, the characters that can't be shown.

    >>> fit("a\0b")
    'a�b'
    """
    return _UNFIT.sub("\ufffd", text)


def safe(text: str) -> str:
    """Make a text from outside safe for HTML, inside of attributes too.

    >>> safe('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return escape(fit(text), quote=True)


def marked_text(
    text: str,
    matches: Sequence[Match],
    looks: Mapping[str, Appearance],
    paragraphs: Sequence[tuple[int, int]],
    dimmed: Sequence[tuple[int, int]],
) -> str:
    """Mark a text: a paragraph each, marks nested where matches overlap.

    Without the signs beside the marks it is, character for character, what went in.

    Parameters
    ----------
    text : str
        The whole text.
    matches : sequence of Match
        What to mark.
    looks : mapping of str to Appearance
        How each measure looks.
    paragraphs, dimmed : sequence of (int, int)
        Offsets of the paragraphs, and of the passages to be dimmed; in order, not overlapping.
    """
    number = {measure: place for place, measure in enumerate(looks)}
    spans = [Span(match.start, match.end, number[match.measure]) for match in matches]
    starts, ends = {start for start, _ in paragraphs}, {end for _, end in paragraphs}
    subheads = _subheads(text, paragraphs)
    dim_starts = [start for start, _ in dimmed]
    parts: list[str] = []
    inside = False
    for segment in segments(len(text), spans, [edge for p in (*paragraphs, *dimmed) for edge in p]):
        if segment.start in starts:
            kind = " mk-subhead" if segment.start in subheads else ""
            parts.append(f'<p class="mk-paragraph{kind}">')
            inside = True
        if inside:
            place = bisect_right(dim_starts, segment.start) - 1
            dim = place >= 0 and segment.start < dimmed[place][1]
            parts.append('<span class="mk-dim">' if dim else "")
            parts.extend(_marked(text, segment, matches, looks))
            parts.append("</span>" if dim else "")
        else:
            parts.append(safe(text[segment.start : segment.end]))
        if segment.end in ends:
            parts.append("</p>")
            inside = False
    return "".join(parts)


def example(words: str, measure: str, label: str, look: Appearance) -> str:
    """Write words as a mark looks that has its sign beside it."""
    return f"{_opening(measure, label, look)}{safe(words)}</mark>{_sign(measure, label, look)}"


def _opening(measure: str, label: str, look: Appearance, told: str = "") -> str:
    """Begin a mark; its plain style is for notebooks that drop style sheets, as untrusted ones."""
    shown = tone(measure, label) or look
    classes = f"mk-mark mk-{look.name}" + (f" mk-{shown.name}" if shown != look else "")
    title = f' title="{safe(told)}"' if told else ""
    return f'<mark class="{classes}"{title} style="{shown.plain_style}">'


def _sign(measure: str, label: str, look: Appearance) -> str:
    """Give the small words beside a mark; a space that can't break keeps them with it."""
    shown = tone(measure, label) or look
    classes = f"mk-sign mk-{look.name}" + (f" mk-{shown.name}" if shown != look else "")
    return f'<sup class="{classes}">\N{NO-BREAK SPACE}{safe(shown.sign)}</sup>'


def described(match: Match) -> str:
    """Tell what a match is: its measure, label and weight, and whose words they are.

    >>> described(Match(3, 6, "may", "hedging", "modal", 1.0, "quotation"))
    'hedging: modal, weight 1, in a quotation'
    """
    told = f"{match.measure}: {match.label}" if match.label else match.measure
    if match.weight == match.weight:
        told += f", weight {match.weight:.3g}"
    return told + (", in a quotation" if match.voice == "quotation" else "")


def _subheads(text: str, paragraphs: Sequence[tuple[int, int]]) -> set[int]:
    """Where short lines without a stop begin; several in a row are a list or a poem."""
    short = [
        end - start <= _LONGEST_SUBHEAD and text[start].isalnum() and text[end - 1].isalnum()
        for start, end in paragraphs
    ]
    alone = zip([False, *short], short, [*short[1:], True], paragraphs, strict=False)
    return {start for before, this, after, (start, _) in alone if this and not (before or after)}


def _marked(
    text: str, segment: Segment, matches: Sequence[Match], looks: Mapping[str, Appearance]
) -> Iterator[str]:
    # the outermost mark tells of all; signs stand inside of the marks that go on
    told = _told(segment, matches)
    for _, rows, _ in segment.over:
        match = matches[rows[-1]]
        yield _opening(match.measure, match.label, looks[match.measure], told)
        told = ""
    yield safe(text[segment.start : segment.end])
    yield "</mark>" * (len(segment.over) - segment.going_on)
    ending = [matches[row] for row in segment.closing]
    # once where two matches of a kind end at one place, such as a speaker with two verbs
    yield from dict.fromkeys(_sign(m.measure, m.label, looks[m.measure]) for m in ending)
    yield "</mark>" * segment.going_on


def _told(segment: Segment, matches: Sequence[Match]) -> str:
    told = []
    for _, rows, n in segment.over:
        told += [described(matches[row]) for row in rows]
        if n > len(rows):
            told.append(f"and {n - len(rows)} more")
    return "; ".join(told)
