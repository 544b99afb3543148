"""Unpacking what is compressed, within bounds: an archive can say little and hold no end."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePath, PurePosixPath
from stat import S_ISLNK

LARGEST_UNPACKED = 1_000_000_000
MOST_MEMBERS = 100_000


def is_hidden(path: PurePath) -> bool:
    """Recognise what systems and editors put beside a user's files."""
    return any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)


def unzipped(data: bytes, name: str, at_most: int | None = None) -> bytes:
    """Unpack a gzip file; give any other as it is.

    Raises
    ------
    ValueError
        If it is damaged, or holds more than `at_most` bytes, by default a gigabyte.
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    at_most = LARGEST_UNPACKED if at_most is None else at_most
    try:
        unpacked = gzip.GzipFile(fileobj=io.BytesIO(data)).read(at_most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{name} is damaged: it can't be unpacked ({error})") from error
    if len(unpacked) > at_most:
        raise ValueError(_too_large(name))
    return unpacked


def opened(data: bytes, name: str, kind: str = "zip archive") -> zipfile.ZipFile:
    """Open a zip archive, or an office file, which is one, if it holds no more than a gigabyte.

    The sizes that it states can be trusted: nothing beyond them is unpacked.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise ValueError(f"{name} is no {kind}, or is damaged: {error}") from error
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise ValueError(f"{name} holds more than {MOST_MEMBERS:,} files")
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise ValueError(_too_large(name))
    return archive


def content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """Unpack one member of an archive."""
    if S_ISLNK(entry.external_attr >> 16):
        raise ValueError(f"{name}: {entry.filename} is a link to another file")
    if entry.flag_bits & 1:
        raise ValueError(f"{name}: {entry.filename} needs a password; unpack it first")
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise ValueError(f"{name} is damaged: {entry.filename} ({error})") from error


def members(
    data: bytes, name: str, is_wanted: Callable[[PurePosixPath], bool]
) -> Iterator[tuple[PurePosixPath, bytes | str | None]]:
    """List the files of an archive, sorted, and what is in those that are wanted, or why not.

    Nothing is written: a name that leads out of the archive is a label and no more. What is packed
    once more is unpacked too, all of it together to no more than a gigabyte.
    """
    room = LARGEST_UNPACKED
    with opened(data, name) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        for entry in sorted(entries, key=lambda entry: entry.filename):
            parts = entry.filename.replace("\\", "/").split("/")
            place = PurePosixPath(*(part for part in parts if part not in ("", ".", "..")))
            if is_hidden(place) or not place.name:
                continue
            if not is_wanted(place):
                yield place, None
                continue
            try:
                data = unzipped(content(archive, entry, name), f"{name}: {entry.filename}", room)
            except ValueError as error:
                yield place, str(error)
            else:
                room -= len(data)
                yield place, data


def require_safe(data: bytes, name: str, kind: str) -> None:
    """Raise a ValueError unless an office file is of bounded size, and its XML defines nothing.

    No office program writes definitions, by which a few bytes of XML can grow without end.
    """
    with opened(data, name, kind) as archive:
        for entry in archive.infolist():
            if entry.filename.lower().endswith((".xml", ".rels")):
                xml = content(archive, entry, name)
                if any(word in xml for word in _DEFINITIONS):
                    raise ValueError(f"{name}: {entry.filename} has definitions, which is unsafe")


_DEFINITIONS = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def _too_large(name: str) -> str:
    return (
        f"{name} holds more than {LARGEST_UNPACKED:,} bytes; unpack it and read it in parts, or "
        "measure it with mk.analyse_file"
    )
