"""From bytes to text: which encoding a file is in, without guessing where guessing does harm."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is how this one starts
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Read bytes as text.

    Parameters
    ----------
    data : bytes
        A whole file.
    name : str
        What to call the file in an error.
    encoding : str, optional
        The encoding to use. Without it: what a byte order mark says, else UTF-16 where every
        other byte is zero, else UTF-8, else Windows-1252.

    Returns
    -------
    text, encoding : str, str
        The text, without a byte order mark, and the encoding that it was read with.

    Raises
    ------
    ValueError
        If the bytes aren't text in that encoding, or are UTF-8 with a few damaged bytes, which
        Windows-1252 would turn into nonsense without an error.

    Examples
    --------
    >>> decode("café".encode("cp1252"), "menu.txt")
    ('café', 'cp1252')
    """
    chosen = encoding or _marked(data) or _zero_bytes(data) or "utf-8"
    try:
        text = data.decode(chosen)
    except LookupError:
        raise ValueError(f"there is no encoding called {encoding!r}") from None
    except UnicodeDecodeError as error:
        if chosen != "utf-8" or encoding:
            raise ValueError(_failed(name, chosen, error)) from error
        return _western(data, name, error), "cp1252"
    return text.removeprefix("\ufeff"), chosen


def _marked(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _zero_bytes(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in European languages every other byte is zero."""
    start = data[:4096]
    if len(start) < 2:
        return None
    if start[1::2].count(0) > 0.4 * len(start[1::2]) and start[::2].count(0) == 0:
        return "utf-16-le"
    if start[::2].count(0) > 0.4 * len(start[::2]) and start[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _western(data: bytes, name: str, error: UnicodeDecodeError) -> str:
    """Read as Windows-1252 what can't be UTF-8, unless it is nearly UTF-8."""
    attempt = data.decode("utf-8", errors="replace")
    damaged = attempt.count("\ufffd")
    intact = sum(character > "\x7f" for character in attempt) - damaged
    if intact > damaged:
        raise ValueError(
            f"{_failed(name, 'utf-8', error)}; the rest of it is UTF-8, so save it again as UTF-8 "
            "or say which encoding it is in, as in encoding='cp1252'"
        ) from error
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise ValueError(
            f"{name} is neither UTF-8 nor Windows-1252; if it is text, say which encoding it is "
            "in, as in encoding='latin-1'"
        ) from error


def _failed(name: str, encoding: str, error: UnicodeDecodeError) -> str:
    line = error.object.count(b"\n", 0, error.start) + 1
    byte = error.object[error.start]
    return f"{name} can't be read as {encoding}: byte 0x{byte:02x} in line {line}"
