"""What a source stands for: which files, or which pages on the web, and what is in them."""

from __future__ import annotations

import gzip
import os
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from mediakit.reading import documents, json_records, separated, workbooks
from mediakit.reading.loaded import suffix_of

Place = str | os.PathLike[str]

SUFFIXES = (
    *separated.SUFFIXES,
    *json_records.SUFFIXES,
    *workbooks.PARQUET_SUFFIXES,
    *workbooks.EXCEL_SUFFIXES,
    *documents.SUFFIXES,
)
SECONDS_BETWEEN_PAGES = 1.0

# What servers call the formats, for addresses that don't end in a suffix.
_CONTENT_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/vnd.apache.parquet": ".parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


@dataclass(frozen=True)
class File:
    """One file, or one page that has been fetched.

    Attributes
    ----------
    name : str
        What to call it in an error.
    suffix : str
        The format.
    path : Path or None
        Where it lies; None for a page.
    data : bytes or None
        What is in a page; a file is opened when its turn comes.
    identifier : str
        What its row is called, if it holds one article.
    charset : str or None
        The encoding that the server of a page says it has.
    address : str or None
        Where a page came from.
    """

    name: str
    suffix: str
    path: Path | None = None
    data: bytes | None = None
    identifier: str = ""
    charset: str | None = None
    address: str | None = None

    def read(self) -> bytes:
        """Give what is in it, unpacked."""
        data = self.data
        if data is None:
            assert self.path is not None
            data = self.path.read_bytes()
        if data[:2] != b"\x1f\x8b":
            return data
        try:
            return gzip.decompress(data)
        except (OSError, EOFError) as error:
            raise ValueError(f"{self.name} is damaged: it can't be unpacked ({error})") from error

    @property
    def is_document(self) -> bool:
        """Whether it holds one article rather than a table of them."""
        return self.suffix in documents.SUFFIXES


def find(source: Place | Iterable[Place], allow_private: bool) -> tuple[list[File], str]:
    """List the files that a source stands for, and describe the source in a few words."""
    if isinstance(source, (str, os.PathLike)):
        return _identified(_at(source, allow_private)), os.fspath(source)
    if isinstance(source, (bytes, Mapping)) or not isinstance(source, Iterable):
        raise TypeError(
            "a source is a path, an address, a list of them or a DataFrame, "
            f"not {type(source).__name__}"
        )
    files: list[File] = []
    for place in source:
        if not isinstance(place, (str, os.PathLike)):
            raise TypeError(f"a list of sources holds paths, not {type(place).__name__}")
        if _is_address(place) and any(file.address for file in files):
            time.sleep(SECONDS_BETWEEN_PAGES)
        files += _at(place, allow_private)
    if not files:
        raise ValueError("the list of sources is empty")
    return _identified(files), f"{len(files)} files"


def _is_address(place: Place) -> bool:
    return isinstance(place, str) and re.match(r"\s*[A-Za-z][A-Za-z0-9+.-]*://", place) is not None


def _at(place: Place, allow_private: bool) -> list[File]:
    if isinstance(place, str) and _is_address(place):
        return [_page(place.strip(), allow_private)]
    path = Path(place).expanduser()
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError:  # a whole article in place of a path is too long for one
        is_folder = is_file = False
    if is_folder:
        return _in_folder(path)
    if not is_file:
        raise FileNotFoundError(_not_found(os.fspath(place)))
    return [File(name=path.name, suffix=_known(suffix_of(path.name), path.name), path=path)]


def _not_found(place: str) -> str:
    shown = place if len(place) <= 60 else f"{place[:57]}..."
    message = f"there is no file or folder {shown!r}"
    if any(mark.isspace() for mark in place):
        message += "; to analyse text rather than read a file, pass it to mk.analyse"
    return message


def _known(suffix: str, name: str) -> str:
    if suffix in SUFFIXES:
        return suffix
    advice = ""
    if suffix == ".xls":
        advice = "; save it as .xlsx"
    elif suffix in (".pdf", ".doc", ".docx", ".rtf", ".odt"):
        advice = "; save it as plain text (.txt)"
    raise ValueError(f"{name} can't be read{advice}. What can: {', '.join(SUFFIXES)}")


def _in_folder(folder: Path) -> list[File]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    visible = [path for path in paths if not _is_hidden(path.relative_to(folder))]
    files = [
        File(name=str(path.relative_to(folder)), suffix=suffix_of(path.name), path=path)
        for path in visible
        if suffix_of(path.name) in documents.SUFFIXES and not _belongs_to_page(path)
    ]
    if not files:
        others = Counter(path.suffix.lower() or "no suffix" for path in visible)
        listed = ", ".join(f"{number} with {suffix}" for suffix, number in others.items())
        raise ValueError(
            f"the folder {folder} holds no file with {', '.join(documents.SUFFIXES)} "
            f"(other files: {listed or 'none'}). Tables are read one by one or as a list of paths"
        )
    return files


def _is_hidden(path: Path) -> bool:
    """Recognise what systems and editors put beside a user's files."""
    return any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)


def _belongs_to_page(path: Path) -> bool:
    """Recognise the frames and advertisements that a browser saves in a folder beside a page."""
    for folder in path.parents:
        if folder.name.endswith("_files"):
            stem = folder.name.removesuffix("_files")
            return any((folder.parent / f"{stem}{s}").exists() for s in documents.PAGE_SUFFIXES)
    return False


def _page(address: str, allow_private: bool) -> File:
    # Not at the top: to read a file, nobody has to wait for what the web needs.
    from mediakit.reading.fetching import fetch

    page = fetch(address, allow_private)
    suffix = suffix_of(PurePosixPath(urlsplit(page.url).path).name)
    kind = _CONTENT_TYPES.get(page.content_type)
    # Plain text is also what servers say of anything that they have no name for.
    if suffix not in SUFFIXES or kind not in (None, ".txt"):
        suffix = kind or ""
    if suffix not in SUFFIXES:
        raise ValueError(f"{address} is of the kind {page.content_type}, which can't be read")
    return File(
        name=address,
        suffix=suffix,
        data=page.data,
        identifier=address,
        charset=page.charset,
        address=page.url,
    )


def _identified(files: list[File]) -> list[File]:
    """Give each document its file name as identifier, with folders or suffix where it takes that.

    >>> [file.identifier for file in _identified([
    ...     File("a", ".txt", Path("north/one.txt")), File("b", ".txt", Path("south/one.txt"))])]
    ['north/one', 'south/one']
    """
    paths = [file.path.absolute() for file in files if file.path and file.is_document]
    if not paths:
        return files
    root = os.path.commonpath([path.parent for path in paths])
    whole = [path.relative_to(root).as_posix() for path in paths]
    bare = [name[: len(name) - len(_suffixes(name))] for name in whole]
    stems = [PurePosixPath(name).name for name in bare]
    # One file twice in a list keeps a name twice; making that unique is the table's business.
    different = len(set(whole))
    names = next((names for names in (stems, bare) if len(set(names)) == different), whole)
    given = iter(names)
    return [
        replace(file, identifier=next(given)) if file.path and file.is_document else file
        for file in files
    ]


def _suffixes(name: str) -> str:
    """Give the end of a file name that says what it holds: ``.txt`` or ``.txt.gz``."""
    path = PurePosixPath(name)
    inner = PurePosixPath(path.stem).suffix if path.suffix.lower() == ".gz" else ""
    return inner + path.suffix
