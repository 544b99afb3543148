"""What is found, as HTML: nothing of the input gets through unescaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from mediakit.exploring.asking import Asked
from mediakit.exploring.families import Family
from mediakit.exploring.looking import Look, meanings, numbers_of, scored
from mediakit.exploring.own_words import COUNTED
from mediakit.exploring.wording import (
    Meaning,
    checked,
    difference_in_words,
    explained,
    range_in_words,
    value_in_words,
)
from mediakit.highlighting.markup import safe
from mediakit.plot import Picture
from mediakit.plot.drawing import listed, shown

LETTERS = "AB"


@cache
def style() -> str:
    """Style rules for the panel: only for what stands inside it."""
    rules = (files(__package__) / "style.css").read_text(encoding="utf-8")
    return f"<style>\n{rules}</style>"


def results(asked: Asked, looks: Sequence[Look]) -> str:
    """Everything that is found but the charts: caution, words left out, texts, numbers."""
    return (
        '<div class="mkx-results">'
        f"{_cautions(looks)}{_left_out(asked, looks)}"
        f'<div class="mkx-beside mkx-n{len(looks)}">{_texts(looks)}{_numbers(asked, looks)}</div>'
        "</div>"
    )


def charts(family: Family, pictures: Sequence[Picture | str]) -> str:
    """The charts of a family, one an article; a str says why there is none."""
    cells = []
    for number, picture in enumerate(pictures):
        name = (
            f"<p><strong>{_name(number, len(pictures))}</strong></p>" if len(pictures) > 1 else ""
        )
        drawn = f"<p>{safe(picture)}</p>" if isinstance(picture, str) else picture._repr_html_()
        cells.append(f'<div class="mkx-chart">{name}{drawn}</div>')
    return (
        f'<section class="mkx-charts" aria-label="Chart: {safe(family.label)}">'
        f"{_heading(family.question)}"
        f'<div class="mkx-beside mkx-n{len(cells)}">{"".join(cells)}</div></section>'
    )


def note(text: str, kind: str = "hint") -> str:
    """A line for the reader, read out by screen readers as it changes."""
    return f'<p class="mkx-note mkx-{kind}" role="status">{safe(text)}</p>'


def summary(looks: Sequence[Look]) -> str:
    """What was analysed, in a line."""
    told = []
    for number, look in enumerate(looks):
        words, sentences = (shown(look.value(c), 0) for c in ("n_words", "n_sentences"))
        name = _name(number, len(looks))
        told.append(f"{name}: {words} words in {sentences} sentences")
    return f"Analysed. {'; '.join(told)}."


def _name(number: int, n: int) -> str:
    return f"Article {LETTERS[number]}" if n > 1 else "The article"


def _heading(text: str) -> str:
    # no <h3>: the notebook's own table of contents would list it
    return f'<p class="mkx-heading" role="heading" aria-level="3">{safe(text)}</p>'


def _cautions(looks: Sequence[Look]) -> str:
    lines = [
        f"<li><strong>{_name(number, len(looks))}:</strong> {safe(look.caution)}.</li>"
        for number, look in enumerate(looks)
        if look.caution
    ]
    if lines:
        return (
            '<div class="mkx-caution" role="note"><strong>Caution first: do not lean on these '
            f"numbers without a second look.</strong><ul>{''.join(lines)}</ul></div>"
        )
    return (
        '<p class="mkx-calm" role="note">Nothing speaks against these numbers, which does not '
        "make them right: look at the marked words, and ask whether you would have marked them.</p>"
    )


def _texts(looks: Sequence[Look]) -> str:
    return "".join(
        f'<div class="mkx-cell"><section class="mkx-text" tabindex="0" '
        f'aria-label="{_name(number, len(looks))}, marked up">'
        + (f'<p class="mkx-letter">{_name(number, 2)}</p>' if len(looks) > 1 else "")
        + f"{look.marked.html}</section></div>"
        for number, look in enumerate(looks)
    )


def _numbers(asked: Asked, looks: Sequence[Look]) -> str:
    told = meanings(asked)
    bodies = [_group(q, names, told, looks) for q, names in numbers_of(asked)]
    heads = "".join(f'<th scope="col">{LETTERS[n]}</th>' for n in range(len(looks)))
    if len(looks) == 1:
        heads = '<th scope="col">Value</th>'
    else:
        heads += '<th scope="col">Difference</th>'
    return (
        '<section class="mkx-numbers" aria-label="The main numbers">'
        f"{_heading('The main numbers')}"
        f'<table><thead><tr><th scope="col">What is measured</th>{heads}</tr></thead>'
        f"{''.join(bodies)}</table>"
        '<p class="mkx-small">Small figures: how far a number would move had the writer written '
        "other sentences of the same kind (95% interval)."
        + (" Where two overlap, the difference may be chance." if len(looks) > 1 else "")
        + f"</p>{_limits_of(asked, told)}</section>"
    )


def _group(
    question: str, names: Mapping[str, str], told: Mapping[str, Meaning], looks: Sequence[Look]
) -> str:
    rows = [_row(column, name, told[column], looks) for column, name in names.items()]
    n_columns = 2 if len(looks) == 1 else 4
    head = f'<tr><th class="mkx-group" scope="colgroup" colspan="{n_columns}">{question}</th></tr>'
    return f"<tbody>{head}{''.join(rows)}</tbody>"


def _row(column: str, name: str, meaning: Meaning, looks: Sequence[Look]) -> str:
    values = [look.value(column) for look in looks]
    limits = [look.limits(column) for look in looks]
    cells = "".join(
        f'<td class="mkx-value"><span class="mkx-which" aria-hidden="true">{LETTERS[n]}</span>'
        f"{value_in_words(value, meaning)}"
        f"<small>{range_in_words(limit, meaning)}</small></td>"
        for n, (value, limit) in enumerate(zip(values, limits, strict=True))
    )
    if len(looks) == 2:
        told = difference_in_words((values[0], values[1]), (limits[0], limits[1]), meaning)
        cells += f'<td class="mkx-difference">{safe(told)}</td>'
    return (
        f'<tr><th scope="row">{safe(name)}<small>{safe(explained(meaning))}</small></th>'
        f"{cells}</tr>"
    )


def _limits_of(asked: Asked, told: Mapping[str, Meaning]) -> str:
    """What the numbers can't tell, and who checked them: for those who open it."""
    items = []
    for _, names in numbers_of(asked):
        for column, name in names.items():
            parts = [told[column]["caveat"], checked(told[column])]
            items.append(
                f"<dt>{safe(name)} <code>{safe(column)}</code></dt>"
                f"<dd>{safe(' '.join(filter(None, parts)))}</dd>"
            )
    return (
        '<details class="mkx-more"><summary>What these numbers can’t tell, and how well they were '
        f"checked</summary><dl>{''.join(items)}</dl></details>"
    )


def _left_out(asked: Asked, looks: Sequence[Look]) -> str:
    """Counts with and without the words that the reader would not have counted."""
    if not asked.left_out:
        return ""
    rows = []
    for number, look in enumerate(looks):
        for tally in look.tally:
            if not tally.n_left_out:
                continue
            before, after = (shown(value, 1) for value in tally.per_100_words)
            rows.append(
                f'<tr><th scope="row">{COUNTED[tally.measure]}'
                + (f" ({LETTERS[number]})" if len(looks) > 1 else "")
                + f"</th><td>{tally.n:,}</td><td>{tally.n - tally.n_left_out:,}</td>"
                f"<td>{before}</td><td>{after}</td></tr>"
            )
    missed = set.intersection(*(set(look.never_found) for look in looks))
    never = [word for word in asked.left_out if word in missed]
    table = (
        '<table><thead><tr><th scope="col">Counted</th><th scope="col">with all words</th>'
        '<th scope="col">without yours</th><th scope="col">per 100 words, with all</th>'
        f'<th scope="col">without yours</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )
    return (
        '<section class="mkx-left-out" aria-label="With and without the words you left out">'
        f"{_heading('With and without the words you left out')}"
        + (table if rows else "")
        + _scores_without(asked, looks)
        + (f"<p>Not among the marked words: {safe(listed(never))}.</p>" if never else "")
        + '<p class="mkx-small">A match is left out where its words are exactly yours (a star '
        "stands for any letters). Marks and charts of counts are without them too; the main "
        "numbers are made with every word that mediakit counts.</p></section>"
    )


def _scores_without(asked: Asked, looks: Sequence[Look]) -> str:
    """Scores with and without the words that the reader would not have counted."""
    told = meanings(asked)
    rows = "".join(
        f'<tr><th scope="row">{safe(name)}'
        + (f" ({LETTERS[number]})" if len(looks) > 1 else "")
        + f"</th><td>{value_in_words(look.value(column), told[column])}</td>"
        f"<td>{value_in_words(float(look.without[column].iloc[0]), told[column])}</td></tr>"
        for number, look in enumerate(looks)
        if look.without is not None
        for column, name in scored(asked).items()
    )
    if not rows:
        return ""
    return (
        '<table><thead><tr><th scope="col">Score</th><th scope="col">with all words</th>'
        f'<th scope="col">without yours</th></tr></thead><tbody>{rows}</tbody></table>'
    )
