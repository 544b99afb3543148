"""Files that hold one article each: plain text, Markdown and saved web pages."""

from __future__ import annotations

import re
from datetime import date

from mediakit.reading.decoding import decode
from mediakit.reading.loaded import require

TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
SUFFIXES = TEXT_SUFFIXES + PAGE_SUFFIXES

LONGEST_HEADLINE = 150

Article = dict[str, str | None]

_ENDS_A_SENTENCE = re.compile(r"[.!?:;,…][\"'”’»)\]]*$")
_DECLARED = re.compile(rb"<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*[\"']?([\w-]+)")


def load_text(data: bytes, name: str, encoding: str | None = None) -> tuple[Article, str]:
    """Read a text file. See `split_headline` for what becomes the headline."""
    text, encoding = decode(data, name, encoding)
    headline, text = split_headline(text.replace("\r\n", "\n").replace("\r", "\n"))
    if headline and name.lower().removesuffix(".gz").endswith((".md", ".markdown")):
        headline = re.sub(r"^#+\s+|\s+#+$", "", headline)
    return {"headline": headline, "text": text}, encoding


def split_headline(text: str) -> tuple[str | None, str]:
    r"""Split a first line that looks like a headline from the text under it.

    A headline is a line of at most 150 characters that no punctuation mark ends, with an empty
    line and then more text after it. Without one, the text is left as it is.

    Examples
    --------
    >>> split_headline("Mill reopens after flood\n\nThe mill is back in use.")
    ('Mill reopens after flood', 'The mill is back in use.')
    >>> split_headline("The mill is back in use.\n\nIt had been shut for a year.")
    (None, 'The mill is back in use.\n\nIt had been shut for a year.')
    """
    first, _, rest = text.lstrip().partition("\n")
    second, _, body = rest.partition("\n")
    headline = first.strip()
    fits = 0 < len(headline) <= LONGEST_HEADLINE and not _ENDS_A_SENTENCE.search(headline)
    if fits and not second.strip() and body.strip():
        return headline, re.sub(r"\A(?:[^\S\n]*\n)+", "", body)
    return None, text


def load_page(
    data: bytes,
    name: str,
    encoding: str | None = None,
    charset: str | None = None,
    address: str | None = None,
) -> tuple[Article, str]:
    """Read a web page: its article with headline, date, author and site, without the rest.

    Where the caller gives no `encoding`, and the page isn't UTF-8, it is read in the one that its
    server (`charset`) or the page itself says it has.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise require("trafilatura", f"reading {name}") from error
    page, encoding = decode(data, name, encoding or _declared(data, charset))
    # Only a date that the page states. The extensive search would take one from any text.
    document = trafilatura.bare_extraction(
        page,
        url=address,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "max_date": date.today().isoformat(),
        },
    )
    found = document or trafilatura.extract_metadata(page, extensive=False)
    facts = found if isinstance(found, dict) else found.as_dict()
    headline = facts.get("title") or None
    return {
        "headline": headline,
        "text": _article_text(facts.get("text") or "", headline),
        "outlet": facts.get("sitename") or facts.get("hostname") or None,
        "published": facts.get("date") or None,
        "byline": facts.get("author") or None,
    }, encoding


def _declared(data: bytes, charset: str | None) -> str | None:
    """Give the encoding that a page is said to have, unless its bytes say it better."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or _is_utf8(data):
        return None
    match = _DECLARED.search(data[:4096].lower())
    declared = (charset or (match[1].decode("ascii") if match else "")).lower()
    # Browsers read pages that say Latin-1 or ASCII as Windows-1252, and pages rely on it.
    if declared in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        return "cp1252"
    return None if declared in ("", "utf-8", "utf8") else declared


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _article_text(text: str, headline: str | None) -> str | None:
    """Set paragraphs apart by an empty line, without the headline that pages repeat on top."""
    paragraphs = [line for line in text.split("\n") if line.strip()]
    if paragraphs and headline and paragraphs[0].strip().casefold() == headline.casefold():
        paragraphs = paragraphs[1:]
    return "\n\n".join(paragraphs) or None
