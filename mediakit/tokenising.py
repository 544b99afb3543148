"""From a chunk to its tokens, and what a token is made of.

A *chunk* is what white space delimits (see :mod:`mediakit.splitting`). Most chunks are one
*token*: a word with the punctuation that touches it. Chunks glued together by a dash, a slash or a
missing space are several. Everything here is a fact of the string alone, so each distinct chunk is
looked at only once, however often it occurs (see :mod:`mediakit.vocabulary`).
"""

from __future__ import annotations

import re
import string
import unicodedata
from functools import partial
from itertools import pairwise
from typing import NamedTuple

_LINK = re.compile(
    r"https?:|www\.|\w@\w|\w\.(?:com|org|net|gov|edu|info|co\.uk)(?:$|[/,.;:)>?!\"'”’])", re.I
)
# Where one chunk is several tokens. The split comes after what the pattern matches.
_SEAM = re.compile(
    r"—(?=.)"  # a dash without spaces, and each of a row
    r"|(?<!-)--+(?=\w)|(?<=\w)--+(?=[^-])"  # from the first hyphen only: else quadratic
    r"|(?<=[^\W\d_])–(?=[\"“‘(]?[^\W\d_]{4,})"  # en dash between words of some length
    r"|(?<=\w)(?:…|\.{3,})(?=[\"“‘(]?\w)"
    r"|(?<=[^\W\d_]{2})/(?=[^\W\d_]{2})"  # and/or, AFP/Getty
    r"|(?<=[a-z0-9)\]%])[.!?][\"”’')]*(?=[\"“‘(]?[A-Z][a-z])"  # a missing space: "world.Today"
    r"|(?<=\w)[,;:][\"”]?(?=[\"“‘]?[A-Za-z]{2})"
)

# Nearly every chunk has no such mark before its end, and so no seam: a quick test goes first.
INNER_MARK = re.compile(r"[—–…/.!?,;:].|--.")

_CONTROLS = "".join(map(chr, [*range(32), 127]))
#: What is stripped from both ends of a token.
MARKS = string.punctuation + _CONTROLS + "“”‘’«»„‹›…–—•·●▪◦⁃■□►▶★☆†‡§¶£€¥°©®™¡¿"
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0x202A, 0x202F)])
#: Marks that stand for an apostrophe inside a word.
APOSTROPHES = str.maketrans("’‘ʼ＇`´", "''''''")


class Shape(NamedTuple):
    """A token taken apart: punctuation before, the core, punctuation after, and the word."""

    lead: str
    core: str
    trail: str
    word: str


class Frame(NamedTuple):
    """The marks around a core; of a token without a core all of them stand in `trail`."""

    lead: str
    has_core: bool
    trail: str


_new_shape = partial(tuple.__new__, Shape)  # five times as fast as Shape(...)


def seams(chunk: str) -> list[int]:
    """Offsets inside a chunk at which a further token begins; nearly always none.

    >>> seams("plain"), seams("said—and"), seams("world.Today")
    ([], [5], [6])
    """
    if not INNER_MARK.search(chunk) or _LINK.search(chunk):
        return []
    found = [match.end() for match in _SEAM.finditer(chunk)]
    # a part may show a seam that the whole hid: none is left when all parts are whole
    edges = [0, *found, len(chunk)]
    further = [a + edge for a, b in pairwise(edges) for edge in seams(chunk[a:b])] if found else []
    return sorted([*found, *further])


def tokens(chunk: str) -> list[str]:
    """Split a chunk into its tokens.

    >>> tokens("and/or")
    ['and/', 'or']
    """
    inner = seams(chunk)
    if not inner:
        return [chunk]
    edges = [0, *inner, len(chunk)]
    return [chunk[start:end] for start, end in pairwise(edges)]


def shape(token: str) -> Shape:
    """Take a token apart.

    ``word`` is what dictionaries are asked for: lower case, straight apostrophes, nothing
    invisible; empty where the token has no letter or digit, or is a link.

    >>> shape("“Don’t,")
    Shape(lead='“', core='Don’t', trail=',', word="don't")
    >>> shape("—").word, shape("www.example.org.").word
    ('', '')
    """
    if token.isascii():  # the most frequent kinds first: "plain" and "plain,"
        if token.isalpha():
            return _new_shape(("", token, "", _in_lower_case(token)))
        if token[:-1].isalpha() and not token[-1].isalnum() and not is_link(token):
            core = token[:-1]
            return _new_shape(("", core, token[-1], _in_lower_case(core)))
    core = token.strip(MARKS)
    if not core.isascii():
        core = _strip_other_marks(core)
    if not core:
        return _new_shape(("", "", token, ""))
    start = token.index(core)
    lead, trail = token[:start], token[start + len(core) :]
    return _new_shape((lead, core, trail, "" if is_link(token) else _dictionary_form(core)))


def is_link(token: str) -> bool:
    """Tell whether a token is an address of the web or of a mailbox."""
    return ("." in token or ":" in token or "@" in token) and bool(_LINK.search(token))


def _strip_other_marks(core: str) -> str:
    """Strip what is neither letter, digit nor accent (emoji, arrows, rare quotation marks)."""
    start, end = 0, len(core)
    while start < end and not core[start].isalnum():
        start += 1
    while end > start and not (core[end - 1].isalnum() or unicodedata.combining(core[end - 1])):
        end -= 1
    return core[start:end]


def _in_lower_case(core: str) -> str:
    return core if core.islower() else core.lower()  # held once: there are many types


def _dictionary_form(core: str) -> str:
    if core.isascii():
        return _in_lower_case(core).replace("`", "'")
    return unicodedata.normalize("NFC", core.translate(_INVISIBLE).translate(APOSTROPHES)).lower()
