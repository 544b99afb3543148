"""From bytes to text: which encoding a file is in, without guessing where guessing does harm."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Generator
from typing import IO, NamedTuple

UNDECODED = re.compile("[\udc80-\udcff]")  # bytes that are none of the encoding

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

# What Windows-1252 has, and no language of Western Europe inside of a word.
_STRANGE = re.compile(
    r"(?<=[^\W\d_])["
    "\u0192\u02c6\u02dc\u201a\u201e\u2020-\u2022\u2030\u2039\u203a"
    "\xa1-\xac\xae-\xb6\xb8-\xbf\xd7\xf7]"
    r"(?=[^\W\d_])|(?<=[a-z])[\xc0-\xd6\xd8-\xdeŠŒŽŸ]"
)
# A few letters tell nothing of their encoding; nor does what would make a mess of them.
_FEWEST_TO_GUESS, _MOST_CHAOS = 40, 10.0  # bytes beyond ASCII; per cent
_GUESSES = (
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "koi8_u"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "cp437", "cp850", "cp852", "cp866", "mac_cyrillic"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
_CURLY = re.compile(r"(?<!\w)[“‘](?=[A-Za-z])")
_MOST_STRANGE, _MOST_BEYOND_ASCII = 0.1, 0.3  # shares of the characters beyond ASCII, and of all


class Decoded(NamedTuple):
    r"""A text that was read from bytes.

    Attributes
    ----------
    text : str
        Without a byte order mark.
    encoding : str
        How it was read.
    damage : dict
        What is wrong, by the number of the line, from 1. Lines end with ``\n``.
    doubt : str or None
        Of what the caller should be warned.
    """

    text: str
    encoding: str
    damage: dict[int, str] = {}  # noqa: RUF012  of a tuple: nobody writes into it
    doubt: str | None = None


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Read bytes as text, and refuse bytes that can't be read for certain.

    Parameters
    ----------
    data : bytes
        A whole file.
    name : str
        What to call the file in an error.
    encoding : str, optional
        The encoding to use. Without it: what a byte order mark says, else UTF-16 or UTF-32 where
        zeros show it, else UTF-8, else Windows-1252 (Mac Roman where only that makes sense).

    Returns
    -------
    Decoded
        The text and its encoding.

    Raises
    ------
    ValueError
        If the bytes aren't text in that encoding, or are UTF-8 with a few damaged bytes, which
        Windows-1252 would turn into nonsense without an error.

    Notes
    -----
    Where single lines of a UTF-8 file were written by another program in Windows-1252, they are
    read as that, and the encoding says so: "utf-8, but cp1252 in 2 lines". A line that has both,
    or that ends in half a letter, is damaged. Where Windows-1252 makes nonsense too, such as
    signs inside of words, charset-normalizer is asked, and its answer is a guess that is told.

    Examples
    --------
    >>> decode("café".encode("cp1252"), "menu.txt")[:2]
    ('café', 'cp1252')
    """
    decoded = decode_lines(data, name, encoding)
    if decoded.damage:
        raise ValueError(
            f"{name} can't be read for certain: {next(iter(decoded.damage.values()))} is no UTF-8, "
            "and others there are; save it again as UTF-8 or say which encoding it is in, as in "
            "encoding='cp1252'"
        )
    return decoded


def decode_lines(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    r"""Read bytes as text as :func:`decode` does, and tell which lines are damaged.

    Bytes of damaged lines are lone surrogates (U+DC80 to U+DCFF).

    Examples
    --------
    >>> data = "“Café”\nélan".encode() + b" caf\xe9"
    >>> decode_lines(data, "menu.txt").damage
    {2: 'byte 0xe9 in line 2'}
    """
    marked = None if encoding else marked_encoding(data)
    if marked and marked != "utf-8-sig" and is_utf8(data[2:]) and b"\0" not in data[2:]:
        return _mismarked(data, name, marked)
    chosen = encoding or marked or unmarked_encoding(data) or "utf-8"
    try:
        return Decoded(data.decode(chosen).removeprefix("\ufeff"), chosen)
    except LookupError:
        raise ValueError(f"there is no encoding called {encoding!r}") from None
    except UnicodeError as error:
        if encoding or chosen not in ("utf-8", "utf-8-sig"):
            raise ValueError(f"{name} can't be read as {chosen}: {_place(error)}") from error
    if chosen == "utf-8-sig" or _ANY_UTF8.search(data):
        lines = _line_by_line(data, chosen)
        n_good = sum(not line.isascii() for line in data.split(b"\n")) - len(lines.damage)
        if n_good >= len(lines.damage) or chosen == "utf-8-sig":
            return lines
        return _guessed(data, name) or lines
    return _western(data, name)


def _mismarked(data: bytes, name: str, marked: str) -> Decoded:
    doubt = f"{name} has the mark of {marked} and is plain text (UTF-8): read as that"
    return Decoded(data[2:].decode("utf-8").lstrip("\0"), "utf-8", doubt=doubt)


def marked_encoding(data: bytes) -> str | None:
    """Tell the encoding that a byte order mark at the start says."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def unmarked_encoding(data: bytes) -> str | None:
    """Recognise UTF-16 and UTF-32 without a mark: in European languages most bytes are zero."""
    start = data[:4096]
    if len(start) < 2:
        return None
    zeros = [2.5 * start[place::4].count(0) > len(start[place::4]) for place in range(4)]
    none = [start[place::4].count(0) == 0 for place in range(4)]
    if none[0] and all(zeros[1:]):
        return "utf-32-le"
    if none[3] and all(zeros[:3]):
        return "utf-32-be"
    if zeros[1] and none[0] and none[2]:
        return "utf-16-le"
    if zeros[0] and none[1] and none[3]:
        return "utf-16-be"
    return None


def is_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decoded_lines(file: IO[bytes], encoding: str | None = None) -> Generator[str, None, None]:
    r"""Read lines as :func:`decode_lines` does, one after the other, from a file of any size.

    Where lines end in ``\n``, a lone ``\r`` ends none. Bytes that can't be read are lone
    surrogates.

    Raises
    ------
    ValueError
        No such encoding.
    """
    start = file.read(4096)
    file.seek(0)
    encoding = encoding or marked_encoding(start) or unmarked_encoding(start)
    if encoding in (None, "utf-8-sig") and b"\n" in start:
        for number, line in enumerate(file):
            yield _line(line if number else line.removeprefix(codecs.BOM_UTF8))
        return
    try:
        ends = "\n" if b"\n" in start else ""
        text = io.TextIOWrapper(file, encoding or "utf-8", "surrogateescape", newline=ends)
    except LookupError:
        raise ValueError(f"there is no encoding called {encoding!r}") from None
    try:
        for decoded in text:  # noqa: UP028  "yield from" would close the file
            yield decoded
    finally:
        text.detach()


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        if _is_western(line):
            return line.decode("cp1252")
        return line.decode("utf-8", errors="surrogateescape")


def _line_by_line(data: bytes, chosen: str) -> Decoded:
    """Read a file of UTF-8 in which some lines are not."""
    lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    read: list[str] = []
    damage: dict[int, str] = {}
    western = 0
    for number, line in enumerate(lines, start=1):
        read.append(_line(line))
        if line.isascii():
            continue
        if bad := UNDECODED.search(read[-1]):
            damage[number] = f"byte 0x{ord(bad[0]) - 0xDC00:02x} in line {number}"
        elif not is_utf8(line):
            western += 1
    lines_say = f"{western} line" + ("" if western == 1 else "s")
    return Decoded(
        "\n".join(read), f"{chosen}, but cp1252 in {lines_say}" if western else chosen, damage
    )


def _is_western(line: bytes) -> bool:
    """Tell whether no byte of a line looks like a part of UTF-8, whole or cut."""
    if _ANY_UTF8.search(line) or _CUT.search(line):
        return False
    try:
        line.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


def _western(data: bytes, name: str) -> Decoded:
    """Read what isn't UTF-8 at all, from programs of Western Europe and America."""
    if _MAC_APOSTROPHE.search(data):
        return Decoded(data.decode("mac_roman"), "mac_roman")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        if guess := _guessed(data, name):
            return guess
        raise ValueError(
            f"{name} is neither UTF-8 nor Windows-1252; if it is text, say which encoding it is "
            "in, as in encoding='latin-1'"
        ) from error
    if not _is_strange(text):
        return Decoded(text, "cp1252")
    mac = data.decode("mac_roman")
    if _CURLY.search(mac) and not _is_strange(mac):
        return Decoded(mac, "mac_roman")
    doubt = (
        f"{name} was read as cp1252, by which its letters look wrong; say which encoding it is in, "
        "as in encoding='cp1250'"
    )
    return _guessed(data, name) or Decoded(text, "cp1252", doubt=doubt)


def _is_strange(text: str) -> bool:
    """Tell whether a text looks as if it weren't Windows-1252."""
    beyond = sum(not sign.isascii() for sign in text)
    letters = sum(sign.isalpha() for sign in text)
    strange = len(_STRANGE.findall(text))
    if beyond < _FEWEST_TO_GUESS:
        return strange > 1 and strange > _MOST_STRANGE * beyond
    return beyond > _MOST_BEYOND_ASCII * letters or strange > _MOST_STRANGE * beyond


def _guessed(data: bytes, name: str) -> Decoded | None:
    """Read bytes in the encoding that charset-normalizer takes them for, if it is installed."""
    start = data[:200_000]
    if len(start.translate(None, bytes(range(128)))) < _FEWEST_TO_GUESS:
        return None
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return None
    best = from_bytes(start, cp_isolation=[*_GUESSES]).best()
    if best is None or best.percent_chaos > _MOST_CHAOS:
        return None
    try:
        text = data.decode(best.encoding)
    except UnicodeError:
        return None
    doubt = (
        f"{name} was read as {best.encoding}, which is a guess; if letters look wrong, say which "
        "encoding it is in, as in encoding='cp1250'"
    )
    return Decoded(text.removeprefix("\ufeff"), best.encoding, doubt=doubt)


def _place(error: UnicodeError) -> str:
    if not isinstance(error, UnicodeDecodeError):
        return str(error)
    line = error.object.count(b"\n", 0, error.start) + 1
    return f"byte 0x{error.object[error.start]:02x} in line {line}"
