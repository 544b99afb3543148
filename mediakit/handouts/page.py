"""The page as HTML: nothing of the article gets through unescaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from mediakit.exploring.asking import Asked
from mediakit.exploring.charts import chart
from mediakit.exploring.families import SIZE_NUMBERS, Family
from mediakit.exploring.looking import Look, meanings
from mediakit.exploring.wording import (
    Meaning,
    explained,
    first_check,
    range_in_words,
    value_in_words,
)
from mediakit.handouts.codebook import codebook_entries
from mediakit.handouts.resting import rests_on, size_in_words
from mediakit.handouts.sources import sources
from mediakit.highlighting import Highlighted
from mediakit.highlighting.markup import safe
from mediakit.plot import Picture
from mediakit.plot.drawing import upper_first
from mediakit.quotation_table import quotations

#: Measures whose matches have a section of their own: marking them too would hide the others.
_LISTED = ("keywords", "sourcing")

#: With more bars the chart would be too high for its letters to be read on paper.
_MOST_SPEAKERS = 8

_NOT_TOLD = (
    ("Whether it is true.", "Nothing here knows the facts: a false report can be easy and sober."),
    (
        "What is left out.",
        "Who was not asked, what was not mentioned, and what other outlets made of it.",
    ),
    (
        "What is meant.",
        "Irony, allusion and understatement escape a list of words; so do pictures and layout.",
    ),
    (
        "Whether a strong word is fair.",
        "“Massacre” may be the exact word. A mark asks you a question; it is not a fault.",
    ),
    (
        "Whose feeling it is.",
        "A sad event needs sad words, and a quotation is somebody else’s voice.",
    ),
    (
        "What readers make of it.",
        "Numbers describe the text, not what it does to anybody.",
    ),
)


def whole_page(title: str, asked: Asked, found: Look) -> str:
    """Write the page of one article.

    Parameters
    ----------
    title : str
        Its headline, or what stands for one.
    asked : Asked
        The article and the families to tell of.
    found : Look
        What was found in it.
    """
    told = meanings(asked)
    drawn = {
        f.name: chart(found, f.name, most_speakers=_MOST_SPEAKERS)
        for f in asked.shown
        if f.is_drawn
    }
    marks = _marks(found.marked)
    parts = [
        _head(title, found),
        _in_short(asked, found, drawn),
        _marked_text(marks),
        _numbers(asked, found, told, drawn),
        sources(quotations(asked.articles[0].frame)) if "speakers" in drawn else "",
        _not_told(),
        codebook_entries(_names(asked.shown), told),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(title)}</title>\n<style>\n{_style()}</style>\n</head>\n"
        # paper is white: this keeps the marked text from going dark on its own
        f'<body data-jp-theme-light="true">\n<main>\n{"".join(parts)}</main>\n</body>\n</html>\n'
    )


@cache
def _style() -> str:
    return (files(__package__) / "style.css").read_text(encoding="utf-8")


def _marks(marked: Highlighted) -> Highlighted:
    """The marked text alone: the page has its headline, and lists of its own."""
    listed = marked.evidence["measure"].isin(_LISTED)
    shown = tuple(name for name in marked.measures if name not in _LISTED)
    return replace(
        marked, headline=None, evidence=marked.evidence[~listed], measures=shown, origin=""
    )


def _head(title: str, found: Look) -> str:
    origin = f'<p class="origin">{safe(found.marked.origin)}</p>' if found.marked.origin else ""
    return f"<header>{origin}<h1>{safe(title)}</h1></header>"


def _in_short(asked: Asked, found: Look, drawn: Mapping[str, Picture]) -> str:
    """What each chart says in its title, under the question that it answers; and cautions."""
    answers = [("How long is it?", upper_first(size_in_words(found)))]
    answers += [(f.question, drawn[f.name].title) for f in asked.shown if f.name in drawn]
    rows = "".join(f"<dt>{safe(q)}</dt><dd>{safe(answer)}.</dd>" for q, answer in answers)
    caution = (
        f'<p class="caution"><strong>Caution first:</strong> {safe(found.caution)}.</p>'
        if found.caution
        else ""
    )
    return f"<section><h2>In short</h2>{caution}<dl class='short'>{rows}</dl></section>"


def _marked_text(marked: Highlighted) -> str:
    if not marked.measures:
        note = "No kind of word is marked."
    else:
        note = (
            "Colour, line and the small word beside a mark say what the marked words were counted "
            "as. Would you have marked the same?"
        )
    return f"<section><h2>The article</h2><p class='how'>{note}</p>{marked.html}</section>"


def _numbers(
    asked: Asked, found: Look, told: Mapping[str, Meaning], drawn: Mapping[str, Picture]
) -> str:
    blocks = [_block("How long is it?", SIZE_NUMBERS, (), found, told, None)]
    for family in asked.shown:
        picture = drawn.get(family.name)
        blocks.append(
            _block(family.question, family.numbers or {}, family.marks, found, told, picture)
        )
    return (
        "<section><h2>The numbers, and what they rest on</h2>"
        "<p class='how'>The small range below a number: how far it would move had the writer "
        "written other sentences of the same kind (95% interval). Counts have none. “Checked” "
        "tells how well a number agrees with the judgement of people; the codebook has more "
        "checks.</p>"
        f"{''.join(blocks)}</section>"
    )


def _block(
    question: str,
    names: Mapping[str, str],
    marks: Sequence[str],
    found: Look,
    told: Mapping[str, Meaning],
    picture: Picture | None,
) -> str:
    """The numbers of a family, and its chart."""
    rows = "".join(_row(column, name, told[column], marks, found) for column, name in names.items())
    table = (
        '<table class="numbers"><thead><tr><th scope="col">What is measured</th>'
        '<th scope="col">Value</th><th scope="col">Rests on</th>'
        f'<th scope="col">How far to trust it</th></tr></thead><tbody>{rows}</tbody></table>'
    )
    figure = picture._repr_html_() if picture is not None else ""
    return f"<section><h3>{safe(question)}</h3>{figure}{table if rows else ''}</section>"


def _row(column: str, name: str, meaning: Meaning, marks: Sequence[str], found: Look) -> str:
    limits = range_in_words(found.limits(column), meaning)
    return (
        f'<tr><th scope="row">{safe(name)}<small>{safe(explained(meaning))}</small></th>'
        f'<td class="value">{value_in_words(found.value(column), meaning)}'
        f"<small>{limits}</small></td>"
        f"<td>{safe(rests_on(column, meaning, marks, found))}</td>"
        f"<td>{safe(first_check(meaning))} {safe(meaning['caveat'])}</td></tr>"
    )


def _not_told() -> str:
    items = "".join(f"<li><strong>{what}</strong> {why}</li>" for what, why in _NOT_TOLD)
    return f"<section><h2>What the numbers can’t tell</h2><ul>{items}</ul></section>"


def _names(families: Sequence[Family]) -> dict[str, str]:
    """All columns that are shown, with their names in plain words."""
    names = dict(SIZE_NUMBERS)
    for family in families:
        names |= family.numbers or {}
    return names
