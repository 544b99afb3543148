"""ProQuest: documents between lines of underscores, with named fields around the full text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mediakit.reading.databases.export import Export, field_name, joined, paragraphs, words_stated

_LINE = re.compile(r"\s*_{20,}\s*$")
_MARK = re.compile(r"\s*Document (\d+) of (\d+)\s*$")
_FIELD = re.compile(r"([A-Z][A-Za-z/ ]{2,40}?):(?:\s+(.*))?$")
_KNOWN = frozenset(
    "author abstract links full_text subject business_indexing_term location people company "
    "company_organization identifier_keyword title alternate_title publication_title "
    "publication_info first_page pages publication_year publication_date year section publisher "
    "place_of_publication country_of_publication publication_subject issn source_type "
    "language_of_publication document_type proquest_document_id document_url copyright "
    "full_text_availability last_updated database dateline column edition volume issue credit "
    "illustration number_of_references product_name classification isbn e_issn document_feature "
    "word_count text_word_count journal_volume".split()
)
_NAMES = {
    "title": "headline",
    "publication_title": "outlet",
    "publication_date": "published",
    "author": "byline",
    "proquest_document_id": "article_id",
    "word_count": "words_stated",
    "text_word_count": "words_stated",
}


def split(lines: Sequence[str]) -> Export | None:
    """Split an export of ProQuest; None if the lines are none."""
    parts: list[list[str]] = [[]]
    is_open = False  # in a text, where a line of underscores ends nothing
    for line in lines:
        is_open = (is_open or line.startswith("Full text:")) and not _is_last_field(line)
        if _LINE.match(line) and not is_open:
            parts.append([])
        else:
            parts[-1].append(line)
    documents = [part for part in parts if any(map(_is_last_field, part))]
    if not documents:
        return None
    stated = [int(match[2]) for line in lines if (match := _MARK.match(line))]
    articles = [_article(part) for part in documents]
    without = sum("text" not in article for article in articles)
    notes = [f"{without} without full text: their text is missing"] if without else []
    if any(line.startswith("Full text:") for line in parts[-1]) and parts[-1] is not documents[-1]:
        notes.append("the file ends within a document, which is left out: it is cut")
    return Export("ProQuest", list(articles), max(stated, default=None), tuple(notes))


def _is_last_field(line: str) -> bool:
    return line.startswith(("ProQuest document ID:", "Document URL:", "Database:"))


def _field(line: str) -> tuple[str, str] | None:
    match = _FIELD.match(line)
    name = field_name(match[1]) if match else ""
    return (name, (match[2] or "") if match else "") if name in _KNOWN else None


def _article(part: Sequence[str]) -> dict[str, object]:
    start = next((n for n, line in enumerate(part) if line.startswith("Full text:")), None)
    head = part if start is None else part[:start]
    fields: dict[str, list[str]] = {}
    body: list[str] = []
    if start is not None:
        below = _end_of_text(part, start)
        body = [part[start].removeprefix("Full text:"), *part[start + 1 : below]]
        _read_fields(part[below:], fields)
    first = _read_fields(head, fields)
    said = {
        _NAMES.get(name, name): joined(dict.fromkeys(written))
        for name, written in fields.items()
        if name not in ("full_text", "links")
    }
    article: dict[str, object] = {"headline": joined(first), **said}
    if said.get("headline"):
        article["headline"] = said["headline"]
    if not article.get("published"):
        article["published"] = said.get("publication_year") or said.get("year")
    if outlet := said.get("outlet"):  # "The Varnholm Courier; Varnholm": the place follows
        article["outlet"] = outlet.partition(";")[0].strip()
    if "words_stated" in article:
        article["words_stated"] = words_stated(f"{said['words_stated']} words")
    article["text"] = paragraphs(body, may_be_broken=False)
    return {name: value for name, value in article.items() if value is not None}


def _end_of_text(part: Sequence[str], start: int) -> int:
    """Tell where the fields below the text begin.

    They are the last paragraphs, all of which start with the name of a field: a line of the text
    that happens to start like one, with more text after it, is text.
    """
    begins = [n for n in range(start + 1, len(part)) if part[n].strip() and not part[n - 1].strip()]
    end = len(part)
    for place in reversed(begins):
        if _field(part[place]) is None:
            break
        end = place
    return end


def _read_fields(lines: Sequence[str], fields: dict[str, list[str]]) -> list[str]:
    """Collect named fields; give the lines above the first one, which are the headline."""
    above: list[str] = []
    current = ""
    for line in lines:
        found = _field(line)
        if found:
            current = found[0]
            fields.setdefault(current, []).append(found[1])
        elif current:
            fields[current].append(line)
        elif not _MARK.match(line):
            above.append(line)
    return above
