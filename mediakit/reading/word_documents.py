"""Text out of Word documents and pdf files."""

from __future__ import annotations

import io
import logging
from xml.etree import ElementTree

from mediakit.reading.loaded import require
from mediakit.reading.packed import content, opened, require_safe

_BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES = ("title", "heading1")

ORDER_IS_UNCERTAIN = (
    "the text of a pdf comes in the order in which the file draws it: columns, captions and "
    "headers may stand in the wrong place"
)


def docx_paragraphs(data: bytes, name: str) -> tuple[list[str], str | None]:
    """Read a .docx file.

    Returns
    -------
    paragraphs : list of str
        As they follow each other, in tables and text boxes too; deleted text, footnotes, headers
        and footers are not read. Empty ones are kept.
    headline : str or None
        The first paragraph, where its style says that it is a title; then it isn't repeated.

    Raises
    ------
    ValueError
        If the file isn't one, is damaged, or isn't safe to read.
    """
    require_safe(data, name, "Word document")
    with opened(data, name, "Word document") as archive:
        try:
            xml = content(archive, archive.getinfo(_BODY), name)
        except KeyError as error:
            raise ValueError(f"{name} is no Word document: it has no {_BODY}") from error
    try:
        root = ElementTree.fromstring(xml)
    except ElementTree.ParseError as error:
        raise ValueError(f"{name} is damaged: {_BODY} ({error})") from error
    prefix = _STRICT if root.tag.startswith(_STRICT) else _W
    paragraphs: list[list[str]] = []
    headline, has_text = "", False
    # Paragraphs may stand inside of paragraphs (text boxes); a walk of our own has no depth limit.
    open_paragraphs: list[list[str]] = []
    steps: list[tuple[ElementTree.Element, bool]] = [(root, True)]
    while steps:
        element, is_start = steps.pop()
        if element.tag == _FALLBACK:  # the same again, for older programs
            continue
        is_paragraph = element.tag == f"{prefix}p"
        if not is_start:
            open_paragraphs.pop()
            continue
        if is_paragraph:
            written: list[str] = []
            paragraphs.append(written)
            open_paragraphs.append(written)
            steps.append((element, False))
            if not (has_text or headline) and _style(element, prefix) in _TITLES:
                headline = "".join(part.text or "" for part in element.iter(f"{prefix}t")).strip()
        elif open_paragraphs and element.tag == f"{prefix}t":
            open_paragraphs[-1].append(element.text or "")
            has_text = has_text or bool((element.text or "").strip())
        elif open_paragraphs and element.tag == f"{prefix}tab":
            open_paragraphs[-1].append("\t")
        elif open_paragraphs and element.tag in (f"{prefix}br", f"{prefix}cr"):
            open_paragraphs[-1].append("\n")
        if element.tag != f"{prefix}pPr":  # tab stops of a style are no tabs
            steps += [(child, True) for child in reversed(element)]
    lines = ["".join(written) for written in paragraphs]
    if headline:
        del lines[next(place for place, line in enumerate(lines) if line.strip())]
    return lines, headline or None


def _style(paragraph: ElementTree.Element, prefix: str) -> str:
    style = paragraph.find(f"{prefix}pPr/{prefix}pStyle")
    return "" if style is None else style.get(f"{prefix}val", "").lower().replace(" ", "")


def pdf_text(data: bytes, name: str) -> str:
    """Read the text of a .pdf file, page by page; a scanned one has none.

    Raises
    ------
    ValueError
        If the file isn't one, is damaged, or needs a password.
    ImportError
        If pypdf isn't installed.
    """
    try:
        import pypdf
    except ImportError as error:
        raise require("pypdf", f"reading {name}") from error
    log = logging.getLogger("pypdf")  # flaws of a file are told by what could be read of it
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError(f"{name} needs a password; save it without one")
        pages = [page.extract_text() for page in reader.pages]
    except ValueError as error:
        if str(error).startswith(name):
            raise
        raise ValueError(f"{name} is no pdf file, or is damaged: {error}") from error
    except Exception as error:  # pypdf raises many types for damaged files, RecursionError too
        raise ValueError(f"{name} is no pdf file, or is damaged: {error}") from error
    return "\n\n".join(page.strip() for page in pages if page.strip())
