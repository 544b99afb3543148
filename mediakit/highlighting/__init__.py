"""An article with its evidence marked in the text, for notebooks, pages and plain terminals."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from mediakit.analysis import evidence, resolve_measures
from mediakit.articles import Articles
from mediakit.corpus import Corpus, read_corpus
from mediakit.highlighting.appearance import appearances, style_rules
from mediakit.highlighting.choosing import one_article
from mediakit.highlighting.legend import (
    counted,
    legend_lines,
    legend_markup,
    list_markup,
    plain_text,
)
from mediakit.highlighting.markup import Match, fit, marked_text, safe
from mediakit.measures import FINDERS, SIZE, Measure
from mediakit.own_display import NO_FORMULAS
from mediakit.units import by_paragraph, character_spans
from mediakit.vocabulary import vocabulary_of_this_thread
from mediakit.writing import written_whole

Passages = tuple[tuple[int, int], ...]

# Unfamiliar words are too many to be shown unasked
_SHOWN_UNASKED = ("sentiment", "hedging", "boosting", "keywords")
_DIMMED = {
    "quotation": "Words in quotation marks are dimmed.",
    "journalist": "Words outside of quotation marks are dimmed.",
}
_MARKS = frozenset("\"'`“”„‘’«»‹›")


@dataclass(frozen=True, eq=False, repr=False)
class Highlighted:
    """An article with its evidence marked; Jupyter shows it as marked-up text.

    Attributes
    ----------
    text, headline : str or None
        What the article says; None where that is missing.
    evidence : DataFrame
        The matches that are marked, as :func:`mediakit.evidence` lists them.
    measures : tuple of str
        The measures that are shown.
    origin : str
        Outlet and day of publication, as far as the article has them; else empty.
    """

    text: str | None
    headline: str | None
    evidence: pd.DataFrame
    measures: tuple[str, ...]
    origin: str
    _paragraphs: Passages
    _dimmed: Passages
    _note: str

    @property
    def html(self) -> str:
        """The article as a piece of HTML that brings its own style and fetches nothing."""
        matches, looks = self._matches(), appearances(self.measures)
        head = f'<p class="mk-origin">{safe(self.origin)}</p>' if self.origin else ""
        if self.headline and self.headline.strip():
            # no <h3>: the notebook's own table of contents would list it
            title = f"<strong>{safe(self.headline)}</strong>"
            head += f'<p class="mk-headline" role="heading" aria-level="3">{title}</p>'
        if self._empty():
            body = f'<p class="mk-note">{self._empty()}</p>'
        else:
            counts = counted(matches, self.measures)
            marked = marked_text(str(self.text), matches, looks, self._paragraphs, self._dimmed)
            body = (
                f"{legend_markup(counts, looks, self._note)}"
                f'<div class="mk-text">{marked}</div>{list_markup(matches)}'
            )
        style = f"<style>\n{style_rules(looks.values())}</style>"
        classes = f"mediakit-highlight {NO_FORMULAS}"
        return f'<article class="{classes}" lang="en">{style}{head}{body}</article>'

    def to_html(self, path: str | os.PathLike[str]) -> Path:
        """Write a page that stands alone: it needs no network, no script and no other file.

        Parameters
        ----------
        path : str or path
            Where to write. The page is there whole or not at all; one of that name is replaced.

        Returns
        -------
        Path
            Where it was written.
        """
        path = Path(path)
        with written_whole(path) as part:
            part.write_bytes(self._page().encode("utf-8"))
        return path

    def _repr_html_(self) -> str:
        return self.html

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text("Highlighted(...)" if cycle else str(self))

    def __repr__(self) -> str:
        return f"<Highlighted: {len(self.evidence)} matches of {', '.join(self.measures)}>"

    def __str__(self) -> str:
        parts = [self.headline] if self.headline and self.headline.strip() else []
        if self._empty():
            return fit("\n\n".join([*parts, self._empty()]))
        matches = self._matches()
        legend = legend_lines(counted(matches, self.measures), appearances(self.measures))
        return fit("\n\n".join([*parts, plain_text(str(self.text), matches), "\n".join(legend)]))

    def _empty(self) -> str:
        if self.text is None:
            return "This article has no text: it is missing."
        return "" if self.text.strip() else "This article has no text: it is empty."

    def _matches(self) -> list[Match]:
        label = ["" if pd.isna(label) else str(label) for label in self.evidence["label"]]
        table = self.evidence.assign(label=pd.Series(label, self.evidence.index, dtype=object))
        columns = [table[name].tolist() for name in Match._fields]
        return [Match(*row) for row in zip(*columns, strict=True)]

    def _page(self) -> str:
        title = safe(self.headline or "Marked-up article")
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{title}</title>\n"
            "<style>body{margin:0 auto;max-width:46rem}"
            "@media screen and (prefers-color-scheme:dark){body{background:#111111}}</style>\n"
            f"</head>\n<body>\n{self.html}\n</body>\n</html>\n"
        )


def highlight(
    article: Articles,
    measures: Sequence[str | Measure] | str | Measure | None = None,
    *,
    headline: bool = True,
    dim: Literal["quotation", "journalist"] | None = None,
) -> Highlighted:
    """Show an article with the words marked that its numbers rest on.

    Parameters
    ----------
    article : str, row of a DataFrame, or any articles of which there is one
        Such as ``articles.loc["id"]``. Outlet and day of publication are shown where it has
        columns ``outlet`` and ``published``.
    measures : sequence of str or Measure, optional
        What to mark, as for :func:`mediakit.evidence`; by default tone, hedging, boosting and
        keywords. Unfamiliar words, ``"readability"``, are many: they are marked only when
        asked for.
    headline : bool, default True
        Whether to show the headline above the text. Nothing is marked in it: marks, counts and
        offsets are those of the text.
    dim : {"quotation", "journalist"}, optional
        Which voice to dim: words in quotation marks, or the journalist's own.

    Returns
    -------
    Highlighted
        Jupyter shows it; ``print`` gives plain text, ``.html`` a piece of HTML, ``.to_html(path)``
        writes a page, ``.evidence`` is the table of what is marked.

    Raises
    ------
    TypeError
        What is no article.
    ValueError
        More than one article or none, an unknown measure, one without matches, or an unknown voice.

    Examples
    --------
    >>> import mediakit as mk
    >>> print(mk.highlight("A wonderful day, the worst of all.", "sentiment"))
    A _wonderful_[positive] day, the _worst_[negative] of all.
    <BLANKLINE>
    Tone (sentiment): 2 = positive 1, negative 1
    """
    if dim is not None and dim not in _DIMMED:
        raise ValueError(f"dim {dim!r} is not known; there are {', '.join(_DIMMED)}")
    chosen = one_article(article)
    if measures is None:
        measures = [measure for measure in FINDERS if measure.name in _SHOWN_UNASKED]
    asked = [measure for measure in resolve_measures(measures, FINDERS) if measure is not SIZE]
    corpus = read_corpus([chosen.text], vocabulary_of_this_thread())
    return Highlighted(
        text=chosen.text,
        headline=chosen.headline if headline else None,
        evidence=evidence(chosen.frame, asked),
        measures=tuple(measure.name for measure in asked),
        origin=chosen.origin,
        _paragraphs=_paragraphs(corpus),
        _dimmed=_voice(corpus, dim) if dim else (),
        _note=_DIMMED[dim] if dim else "",
    )


def _paragraphs(corpus: Corpus) -> Passages:
    """Offsets of the paragraphs, without the white space between them."""
    text = corpus.texts[0] or ""
    starts = character_spans(by_paragraph(corpus))[:, 0].tolist()
    edges = [*starts, len(text)]
    return tuple((start, start + len(text[start:end].rstrip())) for start, end in pairwise(edges))


def _voice(corpus: Corpus, voice: str) -> Passages:
    """Offsets of what one voice says; quotation marks belong to the quotation."""
    text = corpus.texts[0] or ""
    spans = corpus.token_spans(0).tolist()
    quotations: list[tuple[int, int]] = []
    before = False
    for (start, end), quoted in zip(spans, corpus.quoted.tolist(), strict=True):
        if quoted and before:
            quotations[-1] = (quotations[-1][0], end)
        elif quoted:
            quotations.append((start, end))
        before = quoted
    quotations = [_from_mark_to_mark(text, start, end) for start, end in quotations]
    if voice == "quotation":
        return tuple(quotations)
    edges = [0, *(edge for quotation in quotations for edge in quotation), len(text)]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def _from_mark_to_mark(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out brackets before the opening mark, and commas and stops after the closing one."""
    first, last = start, end
    while first < end and not (text[first] in _MARKS or text[first].isalnum()):
        first += 1
    while last > start and not (text[last - 1] in _MARKS or text[last - 1].isalnum()):
        last -= 1
    opens, closes = first < end and text[first] in _MARKS, last > start and text[last - 1] in _MARKS
    return first if opens else start, last if closes else end
