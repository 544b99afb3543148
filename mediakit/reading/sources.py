"""What a source stands for: which files, or which pages on the web, and what is in them."""

from __future__ import annotations

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from mediakit.reading import documents, json_records, separated, workbooks
from mediakit.reading.loaded import suffix_of
from mediakit.reading.packed import is_hidden, members, unzipped

if TYPE_CHECKING:
    from mediakit.reading.fetching import Fetcher, Page

Place = str | os.PathLike[str]
Visit = Callable[[str], "Page"]

SUFFIXES = (
    *separated.SUFFIXES,
    *json_records.SUFFIXES,
    *workbooks.PARQUET_SUFFIXES,
    *workbooks.EXCEL_SUFFIXES,
    *documents.SUFFIXES,
    ".zip",
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
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
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
        Where it lies, inside of an archive too; None for a page.
    data : bytes or None
        What is in a page or a member of an archive; a file is opened when its turn comes.
    identifier : str
        What its row is called, if it holds one article.
    charset : str or None
        The encoding that the server of a page says it has.
    address : str or None
        Where a page came from.
    failure : str or None
        Why a page could not be fetched.
    """

    name: str
    suffix: str
    path: Path | None = None
    data: bytes | None = None
    identifier: str = ""
    charset: str | None = None
    address: str | None = None
    failure: str | None = None

    def read(self) -> bytes:
        """Give what is in it, unpacked."""
        if self.data is not None:
            return self.data
        assert self.path is not None
        return unzipped(self.path.read_bytes(), self.name)

    @property
    def is_document(self) -> bool:
        """Whether it holds one article rather than a table of them."""
        return self.suffix in documents.SUFFIXES or self.failure is not None


@dataclass(frozen=True)
class Found:
    """The files that a source stands for.

    Attributes
    ----------
    files : list of File
        In their order.
    described : str
        The source in a few words.
    notes : tuple of str
        What a careful reader would want to know.
    is_one : bool
        Whether a single file or page was asked for, rather than a list, a folder or an archive.
    """

    files: list[File]
    described: str
    notes: tuple[str, ...] = ()
    is_one: bool = False


def find(source: Place | Iterable[Place], allow_private: bool, strict: bool = False) -> Found:
    """List the files that a source stands for.

    In a list, an address that can't be fetched has its place too, with the reason; with `strict`
    it raises what it raises alone.
    """
    visit = _visitor(allow_private)
    if isinstance(source, (str, os.PathLike)):
        found = _at(source, visit)
        return replace(found, files=_identified(found.files))
    if isinstance(source, (bytes, Mapping)) or not isinstance(source, Iterable):
        raise TypeError(
            "a source is a path, an address, a list of them or a DataFrame, "
            f"not {type(source).__name__}"
        )
    files: list[File] = []
    notes: list[str] = []
    for place in source:
        if not isinstance(place, (str, os.PathLike)):
            raise TypeError(f"a list of sources holds paths, not {type(place).__name__}")
        try:
            found = _at(place, visit)
        except (OSError, ValueError) as error:
            if strict or not _is_address(place):
                raise
            name = str(place).strip()
            files.append(File(name, "", identifier=name, address=name, failure=str(error)))
        else:
            files += found.files
            notes += found.notes
    if not files:
        raise ValueError("the list of sources is empty")
    return Found(_identified(files), f"{len(files)} files", tuple(notes))


def _visitor(allow_private: bool) -> Visit:
    """Make what fetches pages: one after the other, with a pause before each but the first."""
    fetcher: Fetcher | None = None

    def visit(address: str) -> Page:
        if sys.platform == "emscripten":
            raise OSError(
                "pages can't be fetched where Python runs in a browser: save the page, and read "
                "the file"
            )
        # Not at the top: to read a file, nobody has to wait for what the web needs.
        from mediakit.reading.fetching import Fetcher

        nonlocal fetcher
        if fetcher is None:
            fetcher = Fetcher(allow_private)
        else:
            time.sleep(max(SECONDS_BETWEEN_PAGES, fetcher.seconds_asked_for(address)))
        return fetcher.fetch(address)

    return visit


def _is_address(place: Place) -> bool:
    return isinstance(place, str) and re.match(r"\s*[A-Za-z][A-Za-z0-9+.-]*://", place) is not None


def _at(place: Place, visit: Visit) -> Found:
    if isinstance(place, str) and _is_address(place):
        return _page(place.strip(), visit)
    path = Path(place).expanduser()
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except (OSError, ValueError):  # a whole article in place of a path is too long for one
        is_folder = is_file = False
    if is_folder:
        return _in_folder(path)
    if not is_file:
        raise FileNotFoundError(_not_found(os.fspath(place)))
    suffix = _known(suffix_of(path.name), path.name)
    if suffix == ".zip":
        return _in_zip(path.read_bytes(), path)
    file = File(name=path.name, suffix=suffix, path=path)
    return Found([file], os.fspath(place), is_one=True)


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
    elif suffix in (".doc", ".rtf", ".odt"):
        advice = "; save it as .docx or as plain text (.txt)"
    raise ValueError(f"{name} can't be read{advice}. What can: {', '.join(SUFFIXES)}")


def _in_folder(folder: Path) -> Found:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    visible = [path for path in paths if not is_hidden(path.relative_to(folder))]
    files = [
        File(name=str(path.relative_to(folder)), suffix=suffix_of(path.name), path=path)
        for path in visible
        if not _belongs_to_page(path)
    ]
    chosen = [file for file in files if file.is_document]
    if not chosen:
        raise ValueError(
            f"the folder {folder} holds no file with {', '.join(documents.SUFFIXES)} "
            f"(other files: {_kinds(files) or 'none'}). Tables are read one by one or as a list "
            "of paths"
        )
    return Found(chosen, os.fspath(folder), _left_out(folder, files, chosen))


def _in_zip(packed: bytes, path: Path) -> Found:
    """List what an archive holds: its documents, or else its tables."""
    files: list[File] = []
    for member, content in members(packed, path.name, _is_readable):
        suffix = suffix_of(member.name)
        data, failure = (None, content) if isinstance(content, str) else (content, None)
        inside = path.with_suffix("") / member
        files.append(File(str(member), suffix, inside, data, failure=failure))
    known = [file for file in files if file.data is not None]
    broken = [file for file in files if file.failure is not None]
    if broken and not known:
        raise ValueError(broken[0].failure)
    known = [file for file in files if file.data is not None or file.failure is not None]
    chosen = [file for file in known if file.suffix in documents.SUFFIXES] or known
    if not chosen:
        raise ValueError(f"{path.name} holds nothing that can be read: {_kinds(files) or 'empty'}")
    return Found(chosen, os.fspath(path), _left_out(path, files, chosen))


def _is_readable(member: PurePosixPath) -> bool:
    return suffix_of(member.name) in SUFFIXES and suffix_of(member.name) != ".zip"


def _left_out(place: Path, files: list[File], chosen: list[File]) -> tuple[str, ...]:
    others = [file for file in files if file not in chosen]
    return (f"{place.name}: not read: {_kinds(others)}",) if others else ()


def _kinds(files: list[File]) -> str:
    counted = Counter(file.suffix or "no suffix" for file in files)
    return ", ".join(f"{number} with {suffix}" for suffix, number in counted.items())


def _belongs_to_page(path: Path) -> bool:
    """Recognise the frames and advertisements that a browser saves in a folder beside a page."""
    for folder in path.parents:
        if folder.name.endswith("_files"):
            stem = folder.name.removesuffix("_files")
            return any((folder.parent / f"{stem}{s}").exists() for s in documents.PAGE_SUFFIXES)
    return False


def _page(address: str, visit: Visit) -> Found:
    page = visit(address)
    path = PurePosixPath(unquote(urlsplit(page.url).path))
    suffix = suffix_of(path.name)
    kind = _CONTENT_TYPES.get(page.content_type)
    # Plain text is also what servers say of anything that they have no name for.
    if suffix not in SUFFIXES or kind not in (None, ".txt"):
        suffix = kind or ""
    if suffix not in SUFFIXES:
        raise ValueError(f"{address} is of the kind {page.content_type}, which can't be read")
    if suffix == ".zip":
        return replace(_in_zip(page.data, Path(path.name or "archive")), described=address)
    file = File(
        name=address,
        suffix=suffix,
        data=unzipped(page.data, address),
        identifier=address,
        charset=page.charset,
        address=page.url,
    )
    return Found([file], address, is_one=True)


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
