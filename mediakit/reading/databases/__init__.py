"""Exports of news databases: many articles in one file, each with what the database says of it."""

from __future__ import annotations

import re

from mediakit.reading.databases import factiva, nexis, proquest
from mediakit.reading.databases.export import Export, lines_of_page

__all__ = ["Export", "may_be_export", "split"]

_SPLITTERS = (proquest.split, nexis.split, factiva.split)

# Cheap to look for, and in every export.
_SIGNS = re.compile(
    r"\d of \d+ DOCUMENTS?\b|Document \d+ of \d+|End of Document|ProQuest document ID"
    rf"|{factiva.NUMBER}",
    re.IGNORECASE,
)


# As the same databases write it for readers of German, French, Spanish, Italian or Dutch.
_OTHER_LANGUAGE = re.compile(
    r"^[ \t]*\d+ (?:von|de|di|van) \d+ DO[CK]UMENT[A-Z]*[ \t]*$"
    r"|(?:^|>)[ \t]*(?:Dokument|Documento) [A-Z0-9]{3,12}\d{8}e[a-z0-9]{5,12}[ \t]*(?:<|$)",
    re.MULTILINE,
)


def may_be_export(text: str) -> bool:
    """Tell quickly whether a text or page may be the export of a news database."""
    return _SIGNS.search(text) is not None


def split(text: str, is_page: bool = False) -> Export | None:
    """Split the export of a news database into its articles.

    Parameters
    ----------
    text : str
        A whole file, with lines that end in newlines.
    is_page : bool, default False
        Whether it is HTML.

    Returns
    -------
    Export or None
        None where the text is no export that is known here: LexisNexis (the layouts of Nexis Uni
        and of the older service), Factiva (with or without field codes) and ProQuest.

    Raises
    ------
    ValueError
        If it is an export in another language than English.
    """
    if _OTHER_LANGUAGE.search(text):
        raise ValueError(
            "the export of a news database whose pages were not in English; set its interface to "
            "English and export again"
        )
    if not may_be_export(text):
        return None
    lines = lines_of_page(text) if is_page else text.split("\n")
    return next((export for splitter in _SPLITTERS if (export := splitter(lines))), None)
