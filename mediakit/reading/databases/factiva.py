"""Factiva: articles with field codes (HD, BY, WC ...) or without, as text or as a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mediakit.reading.databases.export import DATE, MARKS, Export, joined, paragraphs, words_stated

#: What stands below each article, such as "Document VARCOU0020210304eh3400012".
NUMBER = r"\bDocument [A-Z0-9]{3,12}\d{8}e[a-z0-9]{5,12}\b"

_NUMBER = re.compile(rf"(?:AN[ \t]+)?(?:{NUMBER})\s*$", re.IGNORECASE)
_STATED = re.compile(r"\s*(?:Results Found\s+|Documents?:?\s+\d+ of |\d+ of )(\d+)\s*$")
_CODES = {
    "SE": "section",
    "HD": "headline",
    "BY": "byline",
    "CR": "credit",
    "WC": "words_stated",
    "PD": "published",
    "ET": "time",
    "SN": "outlet",
    "SC": "source_code",
    "ED": "edition",
    "PG": "page",
    "VOL": "volume",
    "LA": "language",
    "CY": "copyright",
    "CX": "correction",
    "LP": "lead",
    "TD": "rest",
    "ART": "graphic",
    "CT": "contact",
    "RF": "reference",
    "CLM": "column",
    "DLN": "dateline",
    "CO": "company",
    "IN": "industry",
    "NS": "subject",
    "RE": "region",
    "IPC": "descriptor_codes",
    "IPD": "descriptors",
    "PUB": "publisher",
    "AN": "article_id",
}
_WORDS_TOO = frozenset("IN CO RE BY ED AN LA ET SE PUB ART CT CR".split())
_CODE = re.compile(rf"\s*({'|'.join(_CODES)})(\s*\t\s*|[ ]{{2,}}|[ ]|\s*$)(.*)$")
_WORD_COUNT = re.compile(r"\d[\d,.]* words$")
_TIME = re.compile(r"\d{1,2}:\d{2}(?: ?[AP]M)?(?: [A-Z]{2,4})?$")
_RIGHTS = re.compile(r"(?:\(c\)|©|Copyright\b)", re.IGNORECASE)
_MOST_OF_COVER = 40  # lines
_MOST_FACTS = 9  # lines between the word count and the text
_LANGUAGES = frozenset("English German French Spanish Italian Portuguese Dutch".split())
_SHOUTED = re.compile(r"[A-Z0-9]{2,10}$")


def split(lines: Sequence[str]) -> Export | None:
    """Split an export of Factiva; None if the lines are none."""
    ends = [place for place, line in enumerate(lines) if _NUMBER.match(line.strip())]
    if not ends:
        return None
    starts = [0, *(end + 1 for end in ends)]
    articles = []
    for start, end in zip(starts, ends, strict=False):
        number = lines[end].split()[-1]
        part = lines[start:end]
        coded = _coded_start(part)
        fields = _coded(part[coded:]) if coded is not None else _plain(part)
        articles.append({**fields, "article_id": number})
    rest = lines[starts[-1] :]
    notes: tuple[str, ...] = ()
    if _coded_start(rest) is not None or any(_WORD_COUNT.match(line.strip()) for line in rest):
        coded = _coded_start(rest)
        articles.append(_coded(rest[coded:]) if coded is not None else _plain(rest))
        notes = ('the last document has no "Document ..." line: it may be cut',)
    if not any("published" in article or "words_stated" in article for article in articles):
        return None
    around = [*lines[:_MOST_OF_COVER], *rest]
    stated = [int(match[1]) for line in around if (match := _STATED.match(line))]
    return Export("Factiva", list(articles), max(stated, default=None), notes)


def _coded_start(lines: Sequence[str]) -> int | None:
    """Tell where the fields of a document begin: at its section, or at its headline."""
    for place, line in enumerate(lines):
        match = _CODE.match(line)
        if match and (match[1] == "HD" or (match[1] == "SE" and match[2] != " ")):
            return place
    return None


def _coded(lines: Sequence[str]) -> dict[str, object]:
    fields: dict[str, list[str]] = {}
    current = ""
    for line in lines:
        match = _CODE.match(line)
        # "IN" and "BY" are words too: as codes they stand alone or with room behind them.
        if match and not (match[2] == " " and match[1] in _WORDS_TOO):
            current = match[1]
            fields.setdefault(current, []).append(match[3])
        elif current:
            fields[current].append(line)
    text = paragraphs([*fields.pop("LP", []), "", *fields.pop("TD", [])])
    said = {_CODES[code]: joined(written) for code, written in fields.items()}
    return _record(said, text)


def _plain(lines: Sequence[str]) -> dict[str, object]:
    """Read an article without codes: headline, byline, length, date, outlet, then the text."""
    place = next((n for n, line in enumerate(lines) if _WORD_COUNT.match(line.strip())), None)
    if place is None:
        return _record({}, paragraphs(lines))
    top = [line.strip() for line in lines[:place] if line.strip()]
    said: dict[str, str | None] = {"words_stated": lines[place].strip()}
    said |= _top(top)
    below = [n for n in range(place + 1, len(lines)) if lines[n].strip()][:_MOST_FACTS]
    rights = next((n for n in below if _RIGHTS.match(lines[n].strip())), None)
    start = place + 1
    others: list[str] = []
    for number in below:
        name = "copyright" if number == rights else _fact(lines[number].strip(), said)
        if name:
            said[name] = lines[number].strip()
        elif rights is not None:  # what stands above the rights is no text
            others.append(lines[number].strip())
        else:
            break
        start = number + 1
        if number == rights:
            break
    said["edition"] = "; ".join(others) or None
    return _record(said, paragraphs(lines[start:]))


def _top(top: Sequence[str]) -> dict[str, str | None]:
    """Read what stands above the length: a section, the headline, the byline, a credit."""
    marked = {mark: n for n, line in enumerate(top) for mark in MARKS.values() if mark in line}
    lines = [line.strip("".join(MARKS.values())).strip() for line in top]
    signed = [n for n, line in enumerate(lines) if n and line.lower().startswith("by ")]
    if not signed and len(lines) > 1 and _is_byline(lines[-1]) and not marked:
        signed = [len(lines) - 1]
    byline = marked.get(MARKS["author"], signed[-1] if signed else len(lines))
    headline = marked.get(MARKS["hd"], byline - 1)
    return {
        "section": lines[0] if headline == 1 else None,
        "headline": lines[headline] if lines and headline >= 0 else None,
        "byline": lines[byline] if byline < len(lines) else None,
        "credit": joined(lines[max(byline, headline) + 1 :]),
    }


def _fact(line: str, said: dict[str, str | None]) -> str | None:
    """Tell what a line below the word count says, from what was said before it."""
    if "published" not in said:
        return "published" if DATE.fullmatch(line) else None
    if "outlet" not in said:
        return "time" if "time" not in said and _TIME.match(line) else "outlet"
    if "source_code" not in said and _SHOUTED.match(line):
        return "source_code"
    return "language" if "language" not in said and line in _LANGUAGES else None


def _is_byline(line: str) -> bool:
    if line.lower().startswith("by "):
        return True
    words = line.split()
    return len(words) <= 5 and all(
        w[0].isupper() or w in ("and", "de", "von", "van") for w in words
    )


def _record(said: dict[str, str | None], text: str | None) -> dict[str, object]:
    article: dict[str, object] = {name: value for name, value in said.items() if value}
    if "words_stated" in article:
        article["words_stated"] = words_stated(said.get("words_stated"))
    time = said.get("time")
    if time and "published" in article:
        article["published"] = f"{article['published']} {time}"
        del article["time"]
    if byline := said.get("byline"):
        article["byline"] = re.sub(r"^by\s+", "", byline, flags=re.IGNORECASE)
    article["text"] = text
    return {name: value for name, value in article.items() if value is not None}
