"""From bytes to text: which encoding a file is in, without guessing where guessing does harm."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is how this one starts
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ANY_UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# A letter of UTF-8 of which the end is missing: where a file or a field was cut by length.
_CUT = re.compile(rb"[\xe2\xf0][\x80-\xbf]+|[\xc2\xc3\xe2](?=[\r\"',;|\t]*$)")
# don't, it's: in Windows-1252 a capital letter with a tilde would stand inside of the word.
_MAC_APOSTROPHE = re.compile(rb"[a-z]\xd5(?:s|t|re|ve|ll|d|m)\b")


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Read bytes as text, and refuse bytes that can't be read for certain.

    Parameters
    ----------
    data : bytes
        A whole file.
    name : str
        What to call the file in an error.
    encoding : str, optional
        The encoding to use. Without it: what a byte order mark says, else UTF-16 where every
        other byte is zero, else UTF-8, else Windows-1252 (Mac Roman where only that makes sense).

    Returns
    -------
    text, encoding : str, str
        The text, without a byte order mark, and the encoding that it was read with.

    Raises
    ------
    ValueError
        If the bytes aren't text in that encoding, or are UTF-8 with a few damaged bytes, which
        Windows-1252 would turn into nonsense without an error.

    Notes
    -----
    Where single lines of a UTF-8 file were written by another program in Windows-1252, they are
    read as that, and the encoding says so: "utf-8, but cp1252 in 2 lines". A line that has both,
    or that ends in half a letter, is damaged.

    Examples
    --------
    >>> decode("café".encode("cp1252"), "menu.txt")
    ('café', 'cp1252')
    """
    text, chosen, damage = decode_lines(data, name, encoding)
    if damage:
        raise ValueError(
            f"{name} can't be read for certain: {next(iter(damage.values()))} is no UTF-8, and "
            "others there are; save it again as UTF-8 or say which encoding it is in, as in "
            "encoding='cp1252'"
        )
    return text, chosen


def decode_lines(
    data: bytes, name: str, encoding: str | None = None
) -> tuple[str, str, dict[int, str]]:
    r"""Read bytes as text as :func:`decode` does, and tell which lines are damaged.

    Returns
    -------
    text, encoding : str, str
        As of :func:`decode`; bytes of damaged lines are lone surrogates (U+DC80 to U+DCFF).
    damage : dict
        What is wrong, by the number of the line, from 1. Lines end with ``\n``.

    Examples
    --------
    >>> data = "“Café”\nélan".encode() + b" caf\xe9"
    >>> text, encoding, damage = decode_lines(data, "menu.txt")
    >>> damage
    {2: 'byte 0xe9 in line 2'}
    """
    chosen = encoding or marked_encoding(data) or unmarked_utf16(data) or "utf-8"
    try:
        return data.decode(chosen).removeprefix("\ufeff"), chosen, {}
    except LookupError:
        raise ValueError(f"there is no encoding called {encoding!r}") from None
    except UnicodeError as error:
        if encoding or chosen not in ("utf-8", "utf-8-sig"):
            raise ValueError(f"{name} can't be read as {chosen}: {_place(error)}") from error
        if chosen == "utf-8-sig" or _ANY_UTF8.search(data):
            return _line_by_line(data, chosen)
    return *_western(data, name), {}


def marked_encoding(data: bytes) -> str | None:
    """Tell the encoding that a byte order mark at the start says."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def unmarked_utf16(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in European languages every other byte is zero."""
    start = data[:4096]
    if len(start) < 2:
        return None
    if start[1::2].count(0) > 0.4 * len(start[1::2]) and start[::2].count(0) == 0:
        return "utf-16-le"
    if start[::2].count(0) > 0.4 * len(start[::2]) and start[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _line_by_line(data: bytes, chosen: str) -> tuple[str, str, dict[int, str]]:
    """Read a file of UTF-8 in which some lines are not."""
    lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    read: list[str] = []
    damage: dict[int, str] = {}
    western = 0
    for number, line in enumerate(lines, start=1):
        try:
            read.append(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            if _is_western(line):
                western += 1
                read.append(line.decode("cp1252"))
            else:
                damage[number] = f"byte 0x{line[error.start]:02x} in line {number}"
                read.append(line.decode("utf-8", errors="surrogateescape"))
    lines_say = f"{western} line" + ("" if western == 1 else "s")
    return "\n".join(read), f"{chosen}, but cp1252 in {lines_say}" if western else chosen, damage


def _is_western(line: bytes) -> bool:
    """Tell whether no byte of a line looks like a part of UTF-8, whole or cut."""
    if _ANY_UTF8.search(line) or _CUT.search(line):
        return False
    try:
        line.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


def _western(data: bytes, name: str) -> tuple[str, str]:
    """Read what isn't UTF-8 at all, from programs of Western Europe and America."""
    if _MAC_APOSTROPHE.search(data):
        return data.decode("mac_roman"), "mac_roman"
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{name} is neither UTF-8 nor Windows-1252; if it is text, say which encoding it is "
            "in, as in encoding='latin-1'"
        ) from error


def _place(error: UnicodeError) -> str:
    if not isinstance(error, UnicodeDecodeError):
        return str(error)
    line = error.object.count(b"\n", 0, error.start) + 1
    return f"byte 0x{error.object[error.start]:02x} in line {line}"
