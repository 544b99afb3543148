"""LexisNexis: the layout of Nexis Uni and Lexis Advance, and that of the older service."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mediakit.reading.databases.export import (
    DATE_LINE,
    Export,
    field_name,
    joined,
    paragraphs,
    words_stated,
)

_MARK = re.compile(r"\s*(?:(\d+) of (\d+) DOCUMENTS?|Document (\d+) of (\d+))\s*$", re.IGNORECASE)
_END = re.compile(r"\s*End of Document\s*$", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"\s*(?:Copyright\b.*\d{4}|Copyright\s*(?:©|\(c\))|©\s*\d{4}|All Rights Reserved)", re.I
)
_COVER = re.compile(r"\s*Documents? \((\d+)\)\s*$")
_FOOTER = re.compile(
    r"\s*(?:Page \d+ of \d+|About LexisNexis\b.*|.*\| ?Terms (?:&|and) Conditions\b.*)$"
)
_FIELD = re.compile(r"\s{0,12}([A-Z][A-Za-z/& -]{2,30}?):(?:\s+(\S.*)?)?$")

_LEADING = frozenset(
    "section length headline byline dateline series kicker highlight teaser title subtitle source "
    "contact distribution pub_copyright edition by headnote type body".split()
)
_TRAILING = frozenset(
    "load_date language graphic publication_type subject organization person company geographic "
    "industry city state country ticker acc_no journal_code document_type correction "
    "correction_date notes classification series_note url update_date category people terms".split()
)
# Headings that stand on a line of their own.
_ALONE = {"body": "body", "graphic": "graphic", "classification": "", "notes": "notes"}
_NAMES = {"length": "words_stated", "by": "byline", "title": "headline"}


def split(lines: Sequence[str]) -> Export | None:
    """Split an export of LexisNexis; None if the lines are none."""
    return _newer(lines) or _older(lines)


def _older(lines: Sequence[str]) -> Export | None:
    """Split at lines such as "1 of 25 DOCUMENTS", which stand above each document."""
    marks = [(place, match) for place, line in enumerate(lines) if (match := _MARK.match(line))]
    if not marks:
        return None
    starts = [place for place, _ in marks]
    parts = [
        lines[start + 1 : end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    articles = [_article(part, is_newer=False) for part in parts]
    known = ("words_stated", "load_date")
    if not any(name in article for article in articles for name in known):
        return None
    n_stated = max(int(match[2] or match[4]) for _, match in marks)
    return Export("LexisNexis", list(articles), n_stated)


def _newer(lines: Sequence[str]) -> Export | None:
    """Split at lines "End of Document", which stand below each document."""
    ends = [place for place, line in enumerate(lines) if _END.match(line)]
    if not ends:
        return None
    cover = [int(match[1]) for line in lines[: ends[0]] if (match := _COVER.match(line))]
    starts = [0, *(end + 1 for end in ends)]
    parts = [lines[start:end] for start, end in zip(starts, ends, strict=False)]
    if cover:
        parts[0] = _without_cover(parts[0])
    notes: tuple[str, ...] = ()
    rest = lines[starts[-1] :]
    if any(_is_heading(line) for line in rest):
        parts.append(rest)
        notes = ('the last document has no "End of Document": it may be cut',)
    articles = [_article(part, is_newer=True) for part in parts]
    if not any("load_date" in article or "text" in article for article in articles):
        return None
    return Export("LexisNexis", list(articles), cover[0] if cover else None, notes)


def _without_cover(lines: Sequence[str]) -> Sequence[str]:
    """Cut what stands above the first document: a list of all, the search, the user."""
    body = next((n for n, line in enumerate(lines) if line.strip() == "Body"), len(lines))
    dated = [n for n, line in enumerate(lines[:body]) if DATE_LINE.match(line)]
    filled = [n for n, line in enumerate(lines[: dated[-1]]) if line.strip()] if dated else []
    return lines[filled[-2] :] if len(filled) > 1 else lines


def _is_heading(line: str) -> bool:
    return line.strip() == "Body" or line.startswith(("Load-Date:", "Length:"))


def _article(lines: Iterable[str], is_newer: bool) -> dict[str, object]:
    """Read one document: what stands on top, the fields, the body, the fields below it."""
    top: list[str] = []
    body: list[str] = []
    fields: dict[str, list[str]] = {}
    zone, current = "top", ""
    for line in lines:
        if _FOOTER.match(line):
            continue
        name, said = _field(line, zone in ("body", "below"))
        if name == "body":
            zone = "body"
            body.append(said)
        elif name is not None:
            zone = "below" if zone in ("body", "below") or not name else "fields"
            current = name
            if name:
                fields.setdefault(name, []).append(said)
        elif zone in ("fields", "below") and _COPYRIGHT.match(line):
            current = "copyright"
            fields.setdefault(current, []).append(line)
        elif zone == "top":
            top.append(line)
        elif zone == "body":
            body.append(line)
        elif not line.strip():
            current = "" if zone == "fields" else current
        elif current:
            fields[current].append(line)
        elif zone == "fields":  # without a heading "BODY:", it follows the fields
            zone = "body"
            body.append(line)
    return _record(top, fields, body, is_newer)


def _field(line: str, after_body: bool) -> tuple[str | None, str]:
    """Tell which field starts in a line, and what it says there; "" is a heading of no field."""
    heading = line.strip()
    if heading[:1].isupper() and heading.lower() in _ALONE:
        name = _ALONE[heading.lower()]
        return (None if after_body and name == "body" else name), ""
    match = _FIELD.match(line)
    name = field_name(match[1]) if match else ""
    if match and name in (_TRAILING if after_body else _LEADING | _TRAILING):
        return name, match[2] or ""
    return None, ""


def _record(
    top: Sequence[str], fields: dict[str, list[str]], body: list[str], is_newer: bool
) -> dict[str, object]:
    while body and (not body[-1].strip() or _COPYRIGHT.match(body[-1])):
        body.pop()
    article = _top_of_newer(top) if is_newer else _top_of_older(top)
    if headline := fields.pop("headline", None) or fields.pop("title", None):
        article["headline"] = joined(headline)
    article["text"] = paragraphs(body, may_be_broken=not is_newer)
    for name, written in fields.items():
        column = _NAMES.get(name, name)
        value = joined(written)
        article[column] = words_stated(value) if name == "length" else value
    return {column: value for column, value in article.items() if value is not None}


def _top_of_newer(top: Sequence[str]) -> dict[str, object]:
    """Read what stands on top: the headline, the outlet, the date, and perhaps the edition."""
    said = [joined([line]) or "" for line in top if line.strip() and not _COPYRIGHT.match(line)]
    dated = next((n for n, line in enumerate(said) if DATE_LINE.match(line)), len(said))
    before = said[:dated]
    article: dict[str, object] = {}
    if before:
        article["headline"] = " ".join(before[:-1]) or before[0]
        article["outlet"] = before[-1] if len(before) > 1 else None
    return article | _date_and_edition(said[dated : dated + 1], said[dated + 1 :])


def _top_of_older(top: Sequence[str]) -> dict[str, object]:
    """Read what stands on top: the outlet, the date with the edition below it, the headline."""
    blocks: list[list[str]] = [[]]
    for line in top:
        if not line.strip():
            blocks.append([])
        elif not _COPYRIGHT.match(line):
            blocks[-1].append(line.strip())
    blocks = [block for block in blocks if block]
    said = [(n, line) for n, block in enumerate(blocks) for line in block]
    dated = next((n for n, (_, line) in enumerate(said) if DATE_LINE.match(line)), len(said))
    date = said[dated : dated + 1]
    below = [line for block, line in said[dated + 1 :] if block == date[0][0]]
    headline = [line for block, line in said[dated + 1 :] if block != date[0][0]]
    return {
        "outlet": said[0][1] if dated else None,
        "headline": joined(headline),
        **_date_and_edition([line for _, line in date], below),
    }


def _date_and_edition(date: Sequence[str], below: Sequence[str]) -> dict[str, object]:
    match = DATE_LINE.match(date[0]) if date else None
    if not match:
        return {}
    return {"published": match[1], "edition": joined(filter(None, [match[2], *below]))}
