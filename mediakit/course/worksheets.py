"""Worksheets: a lesson on paper, with lines to write on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from mediakit.course.cells import Cell

#: What the comment behind the dots says where an answer is longer than a letter or a number.
_LONG_ANSWER = re.compile(r"\.\.\. *#.*\b(?:write|your sentence|copy|commas|another)\b")
_SHORT, _LONG = 2, 4  # lines to write on

#: What of the opening is of no use on paper.
_ONLY_ON_SCREEN = re.compile(r"glossary\.ipynb|^\*\*(?:For whom|Key questions)", re.IGNORECASE)


def worksheet(cells: Sequence[Cell]) -> str:
    """Make a page to print of a lesson.

    Parameters
    ----------
    cells : sequence of Cell
        The lesson. What is tagged ``opening``, ``worksheet`` and ``discussion`` goes on the page
        as it stands, of a ``task`` what its comment asks.

    Returns
    -------
    str
        An HTML page for A4 paper that needs no network.

    Raises
    ------
    ImportError
        Where the packages of the extra ``notebook`` are missing.
    """
    title = next((m[1] for cell in cells if (m := re.match(r"# (.+)", cell.source))), "Lesson")
    body = "\n".join(_parts(cells))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Worksheet: {escape(title)}</title><style>{_style()}</style></head>\n"
        f'<body><main><p class="who"><span>Name</span><span>Date</span></p>\n'
        '<p class="note">Countries, outlets, events and people in these texts are invented.</p>\n'
        f"{body}\n</main></body></html>"
    )


def _parts(cells: Sequence[Cell]) -> Iterator[str]:
    for cell in cells:
        if "opening" in cell.tags:
            blocks = cell.source.split("\n\n")
            kept = "\n\n".join(block for block in blocks if not _ONLY_ON_SCREEN.search(block))
            yield f"<header>{_html(kept)}</header>"
        elif "task" in cell.tags:
            question = " ".join(re.findall(r"^# ?(.+)$", cell.source, re.MULTILINE))
            n_lines = _LONG if _LONG_ANSWER.search(cell.source) else _SHORT
            yield f'<section class="task">{_html(_in_bold(question))}{_lines(n_lines)}</section>'
        elif "discussion" in cell.tags:
            yield f'<section class="discussion">{_html(cell.source)}</section>'
        elif "worksheet" in cell.tags:
            yield f'<section class="read">{_html(cell.source)}</section>'


def _in_bold(question: str) -> str:
    """Task 2.3: which ... -> **Task 2.3** Which ..."""
    name, _, asked = question.partition(": ")
    return f"**{name}** {asked[:1].upper()}{asked[1:]}" if asked else question


def _lines(n: int) -> str:
    return '<div class="line"></div>' * n


def _html(markdown: str) -> str:
    """Turn Markdown into HTML; on paper nothing can be clicked, so links are their words."""
    try:
        from nbconvert.filters.markdown import markdown2html
    except ImportError as error:
        raise ImportError('worksheets need: pip install "mediakit-analysis[notebook]"') from error
    html = re.sub(r'<a class="anchor-link".*?</a>', "", str(markdown2html(markdown)), flags=re.S)
    return re.sub(r"</?a\b[^>]*>", "", html)


@cache
def _style() -> str:
    return (files(__package__) / "worksheet.css").read_text(encoding="utf-8")
