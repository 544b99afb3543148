"""A change to a text, and the text with changes made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Change(NamedTuple):
    """What stands at ``text[start:end]`` and gives way to `replacement`, and by which rule."""

    start: int
    end: int
    replacement: str
    rule: str


class Line(NamedTuple):
    """A line of a text that isn't blank: ``text[start:end]``, with blanks around it stripped."""

    start: int
    end: int
    said: str


def lines_of(text: str) -> list[Line]:
    """List the lines of a text that aren't blank."""
    lines: list[Line] = []
    start = 0
    for raw in text.split("\n"):
        if said := raw.strip():
            lines.append(Line(start, start + len(raw), said))
        start += len(raw) + 1
    return lines


def without_lines(lines: Sequence[Line], rules: Sequence[str | None]) -> list[Change]:
    """Remove whole lines, each with the line break that it came with.

    Parameters
    ----------
    lines : sequence of Line
        All lines of a text.
    rules : sequence of str or None
        For each of them the rule that removes it, if one does.
    """
    last_kept = max((n for n, rule in enumerate(rules) if rule is None), default=-1)
    changes: list[Change] = []
    for number, rule in enumerate(rules):
        if rule is None:
            continue
        if number < last_kept:
            start, end = lines[number].start, lines[number + 1].start
        else:  # nothing follows, so the break before it goes
            start, end = lines[number - 1].end if number else 0, lines[number].end
        changes.append(Change(start, end, "", rule))
    return changes


def apart(changes: Iterable[Change]) -> list[Change]:
    """Order changes, and leave out what lies in a part of the text that another one takes."""
    kept: list[Change] = []
    for change in sorted(changes, key=lambda change: (change.start, -change.end)):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return kept


def changed(text: str, changes: Iterable[Change]) -> str:
    """Make changes that are in order and apart from each other.

    >>> changed("cats &amp; dogs", [Change(5, 10, "&", "entities")])
    'cats & dogs'
    """
    parts: list[str] = []
    done = 0
    for start, end, replacement, _ in changes:
        parts += [text[done:start], replacement]
        done = end
    parts.append(text[done:])
    return "".join(parts)
