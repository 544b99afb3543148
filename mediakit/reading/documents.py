"""Files of text: one article each, or the export of a news database with many."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from mediakit.reading import databases
from mediakit.reading.databases.export import paragraphs
from mediakit.reading.decoding import decode, is_utf8
from mediakit.reading.loaded import require
from mediakit.reading.word_documents import ORDER_IS_UNCERTAIN, docx_paragraphs, pdf_text

TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
WORD_SUFFIXES = (".docx",)
PDF_SUFFIXES = (".pdf",)
SUFFIXES = TEXT_SUFFIXES + PAGE_SUFFIXES + WORD_SUFFIXES + PDF_SUFFIXES

LONGEST_HEADLINE = 150

Article = Mapping[str, object]


@dataclass(frozen=True)
class Document:
    """What is in a file of text.

    Attributes
    ----------
    articles : list of mapping
        The articles, under the names that their columns have.
    encoding : str or None
        How bytes were read as text.
    notes, doubts : tuple of str
        As of :class:`mediakit.reading.loaded.Loaded`.
    """

    articles: list[Article]
    encoding: str | None = None
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


_ENDS_A_SENTENCE = re.compile(r"[.!?:;,…][\"'”’»)\]]*$")
_DECLARED = re.compile(rb"<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*[\"']?([\w-]+)")


def load(
    data: bytes,
    name: str,
    suffix: str,
    encoding: str | None = None,
    charset: str | None = None,
    address: str | None = None,
) -> Document:
    """Read a file of text, of whichever kind its suffix says.

    Parameters
    ----------
    data : bytes
        A whole file.
    name, suffix : str
        What to call it in an error, and the kind.
    encoding, charset : str, optional
        The encoding that the caller or the server says it has.
    address : str, optional
        Where a page came from.
    """
    if suffix in WORD_SUFFIXES:
        return _word(data, name)
    if suffix in PDF_SUFFIXES:
        return _pdf(data, name)
    if suffix in PAGE_SUFFIXES:
        read = decode(data, name, encoding or _declared(data, charset))
        export = _split(read.text, name, is_page=True)
        document = _exported(export, name) if export else _page(read.text, name, address)
    else:
        read = decode(data, name, encoding or _known(charset))
        text = read.text.replace("\r\n", "\n").replace("\r", "\n")
        export = _split(text, name)
        document = _exported(export, name) if export else Document([_of_text(text, suffix)])
    doubts = (read.doubt, *document.doubts) if read.doubt else document.doubts
    return replace(document, encoding=read.encoding, doubts=doubts)


def _split(text: str, name: str, is_page: bool = False) -> databases.Export | None:
    try:
        return databases.split(text, is_page)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def _exported(export: databases.Export, name: str, *notes: str) -> Document:
    return Document(
        export.articles, notes=(*notes, export.found(name)), doubts=tuple(export.doubts(name))
    )


def _page(page: str, name: str, address: str | None) -> Document:
    article = _of_page(page, name, address)
    none = () if article["text"] else (f"{name}: no article was found on the page",)
    return Document([article], notes=none)


def _of_text(text: str, suffix: str) -> Article:
    headline, text = split_headline(text)
    if headline and suffix in (".md", ".markdown"):
        headline = re.sub(r"^#+\s+|\s+#+$", "", headline)
    return {"headline": headline, "text": text}


def _word(data: bytes, name: str) -> Document:
    lines, headline = docx_paragraphs(data, name)
    if export := _split("\n".join([headline or "", *lines]), name):
        return _exported(export, name)
    if headline is None:
        headline, text = split_headline("\n".join(lines))
        lines = text.split("\n")
    return Document([{"headline": headline, "text": "\n\n".join(filter(str.strip, lines))}])


def _pdf(data: bytes, name: str) -> Document:
    text = pdf_text(data, name)
    if export := _split(text, name):
        return _exported(export, name, ORDER_IS_UNCERTAIN)
    if not text:
        note = f"{name}: its pages hold no text, only pictures: it takes text recognition (OCR)"
        return Document([{"text": None}], doubts=(note,))
    return Document([{"text": paragraphs(text.split("\n"))}], notes=(ORDER_IS_UNCERTAIN,))


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


def _lower(said: str) -> str:
    """Write a piece of XPath that compares without regard to capitals."""
    return f"translate(normalize-space({said}), '{ascii_uppercase}', '{ascii_lowercase}')"


_BANNERS = ("cookie-", "cookie_", "cookiebanner", "consent", "gdpr")
_ELSEWHERE = ("read more", "read also", "also read", "see also", "related", "more on this story")
# Banners that ask for consent, and lines that are no more than a link to another article.
_NOT_OF_ARTICLE = (
    *(
        "//*[self::div or self::section or self::aside or self::dialog]"
        f"[contains({_lower(at)}, '{sign}')][string-length(.) < 2500]"
        for at in ("@id", "@class")
        for sign in _BANNERS
    ),
    *(
        f"//*[self::p or self::div or self::li][a and not(p)][starts-with({_lower('.')}, '{said}')]"
        "[string-length(normalize-space(.)) - string-length(normalize-space(.//a)) < 24]"
        for said in _ELSEWHERE
    ),
    *(f"//a[{_lower('.')} = '{said}']" for said in _ELSEWHERE),
)
# Beyond these numbers of elements on a page, between words and between the words of one element,
# and of attributes of one, trafilatura takes more than linear time.
_MOST, _MOST_INLINE, _MOST_IN_ONE = 60_000, 20_000, 5_000
_CROWDED = re.compile(rf"<[A-Za-z](?:[^<>\s]*+\s++){{{_MOST_IN_ONE}}}+")
_BLOCKS = frozenset(
    "html head body main article section header footer nav aside div p h1 h2 h3 h4 h5 h6 "
    "blockquote pre figure figcaption form fieldset ul ol li dl dt dd table caption thead tbody "
    "tfoot tr td th hr option script style meta link noscript".split()
)
# All that a page says where it lets nobody in before they agree.
_CONSENT = re.compile(r"\b(?:cookies?|consent|privacy)\b", re.IGNORECASE)
_LONGEST_CONSENT = 600  # characters


def _of_page(page: str, name: str, address: str | None) -> Article:
    """Take the article of a web page, with headline, date, author and site, without the rest."""
    try:
        import trafilatura
    except ImportError as error:
        raise require("trafilatura", f"reading {name}") from error
    if _CROWDED.search(page) or _is_overgrown(trafilatura.load_html(page)):
        raise ValueError(
            f"{name} has too much markup for an article: more than {_MOST:,} elements, "
            f"{_MOST_INLINE:,} of them within lines, or {_MOST_IN_ONE:,} within one; save its "
            "text as .txt"
        )
    # Only a date that the page states. The extensive search would take one from any text.
    document = trafilatura.bare_extraction(
        page,
        url=address,
        include_comments=False,
        with_metadata=True,
        prune_xpath=[*_NOT_OF_ARTICLE],
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
    }


def _is_overgrown(tree: Any) -> bool:
    """Tell whether a page has so many elements that it would stall."""
    n_elements = n_inline = 0
    for element in () if tree is None else tree.iter():
        within = sum(child.tag not in _BLOCKS for child in element)
        n_elements, n_inline = n_elements + 1, n_inline + within
        if within > _MOST_IN_ONE or n_inline > _MOST_INLINE or n_elements > _MOST:
            return True
    return False


def _declared(data: bytes, charset: str | None) -> str | None:
    """Give the encoding that a page is said to have, unless its bytes say it better."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or is_utf8(data):
        return None
    match = _DECLARED.search(data[:4096].lower())
    return _known(charset or (match[1].decode("ascii") if match else None))


def _known(charset: str | None) -> str | None:
    """Give the encoding that a server or a page calls so, as browsers understand it, if any."""
    try:
        name = codecs.lookup(charset or "").name
        b"".decode(name)  # some codecs don't make text
    except LookupError:
        return None
    # Browsers read pages that say Latin-1 or ASCII as Windows-1252, and pages rely on it.
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    # The first are none that a page can be in and state so; the others are no encodings of pages.
    unfit = ("utf-8", "utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw", "undef")
    return None if name.startswith(unfit) else name


def _article_text(text: str, headline: str | None) -> str | None:
    """Set paragraphs apart by an empty line, without the headline that pages repeat on top."""
    paragraphs = [line for line in text.split("\n") if line.strip()]
    if paragraphs and headline and paragraphs[0].strip().casefold() == headline.casefold():
        paragraphs = paragraphs[1:]
    text = "\n\n".join(paragraphs)
    if len(text) <= _LONGEST_CONSENT and all(map(_CONSENT.search, paragraphs)):
        return None
    return text
