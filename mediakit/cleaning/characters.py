"""Characters that an article never meant: leftovers of HTML, invisible ones, wrong encodings."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from mediakit.cleaning.changes import Change

# "&amp;nbsp;" was escaped twice.
_ENTITY = re.compile(r"&(?:amp;){0,4}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BREAKS = "\x0b\x0c\u2028\u2029"
_NOTHING = "\u200b\u200e\u200f\u2060\u2061-\u2064\u202a-\u202e\u2066-\u2069\ufeff\u00ad"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f"
# Read as Latin-1, which has no characters here, Windows-1252 loses its quotation marks and dashes.
_LOST = "\x80-\x9f"
_JOINERS = "\u200c\u200d"
_INVISIBLE = re.compile(f"[{_BREAKS}{_LOST}{_NOTHING}{_CONTROLS}{_JOINERS}]")
# UTF-8 that was read as Latin-1: these are no marks of Windows-1252 but parts of a letter.
_GARBLED = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_RUN = re.compile(r"[^\x00-\x7f]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]{2,}")


def entities(text: str) -> Iterator[Change]:
    """Write what was left of HTML as the character it stands for: ``&amp;`` as ``&``."""
    if "&" not in text:
        return
    for match in _ENTITY.finditer(text):
        meant = html.unescape(html.unescape(match[0]))
        meant = " " if meant == "\xa0" else meant
        is_visible = meant.isprintable() and "\ufffd" not in meant and "&" not in meant[:-1]
        if meant != match[0] and (is_visible or meant in ("\n", "\t")):
            yield Change(match.start(), match.end(), meant, "entities")


def invisible(text: str) -> Iterator[Change]:
    r"""Remove what can't be seen, and write odd line breaks and lost marks as what they are.

    >>> [change.replacement for change in invisible("mill\u00ads\u2028\x93ferry\x94")]
    ['', '\n', '“', '”']
    """
    if text.isascii() and text.isprintable():
        return
    for match in _INVISIBLE.finditer(text):
        around = text[max(0, match.start() - 1) : match.end() + 1].replace(match[0], "")
        if match[0] in _JOINERS and not around.isascii():
            continue  # a part of words in some scripts, and of emoji
        if "\x80" <= match[0] <= "\x9f" and _is_garbled(text, match.start()):
            continue  # "mojibake" repairs it
        meant = _meant(match[0])
        yield Change(match.start(), match.end(), meant, "invisible")


def _is_garbled(text: str, place: int) -> bool:
    around = _GARBLED.finditer(text, max(0, place - 3), place + 4)
    return any(match.start() <= place < match.end() for match in around)


def _meant(character: str) -> str:
    if character in _BREAKS:
        return "\n"
    if "\x80" <= character <= "\x9f":
        return character.encode("latin-1").decode("cp1252", errors="ignore")
    return ""


def mojibake(text: str) -> Iterator[Change]:
    """Repair UTF-8 that was read in another encoding, such as ``â€™`` for an apostrophe.

    Rests on ftfy (Speer 2019, doi:10.5281/zenodo.2591652), which repairs only what hardly anybody
    would have written. Runs of letters beyond ASCII are repaired one by one; where a line can only
    be repaired as a whole, it is.

    Raises
    ------
    ImportError
        If ftfy isn't installed.
    """
    fix = _ftfy()
    if text.isascii():
        return
    start = 0
    for line in text.split("\n"):
        fixed = line if line.isascii() else fix(line)
        if fixed != line:
            runs = [
                Change(start + run.start(), start + run.end(), meant, "mojibake")
                for run in _BEYOND_ASCII.finditer(line)
                if (meant := fix(run[0])) != run[0]
            ]
            if _repaired(line, start, runs) == fixed:
                yield from runs
            else:
                yield from _as_a_whole(line, fixed, start)
        start += len(line) + 1


def _ftfy() -> Callable[[str], str]:
    try:
        from ftfy import fix_encoding
    except ImportError as error:
        raise ImportError(
            'the rule "mojibake" needs the package ftfy: pip install "mediakit-analysis[clean]"',
            name="ftfy",
        ) from error
    repair: Callable[[str], str] = fix_encoding
    return repair


def _repaired(line: str, start: int, runs: list[Change]) -> str:
    parts, done = [], 0
    for run in runs:
        parts += [line[done : run.start - start], run.replacement]
        done = run.end - start
    return "".join([*parts, line[done:]])


def _as_a_whole(line: str, fixed: str, start: int) -> Iterator[Change]:
    """Find what differs between a line and its repair: run by run, if what lies between stays."""
    before, after = (list(_RUN.finditer(version)) for version in (line, fixed))
    if _RUN.split(line) == _RUN.split(fixed):
        for was, meant in zip(before, after, strict=True):
            if was[0] != meant[0]:
                yield Change(start + was.start(), start + was.end(), meant[0], "mojibake")
        return
    shorter = min(len(line), len(fixed))
    first = next((n for n in range(shorter) if line[n] != fixed[n]), shorter)
    last = next(
        (n for n in range(shorter - first) if line[-1 - n] != fixed[-1 - n]), shorter - first
    )
    yield Change(
        start + first, start + len(line) - last, fixed[first : len(fixed) - last], "mojibake"
    )
