"""What the exports of all news databases have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

WORDS = re.compile(r"(\d[\d,.]*) words?\b", re.IGNORECASE)
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DATE = re.compile(
    rf"(?:\w+day,? )?"
    rf"(?:{MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}}\.? {MONTH},? \d{{4}}|{MONTH},? \d{{4}})\b",
    re.IGNORECASE,
)

#: A line that is a date and no more than that: weekday, time and edition may follow.
DATE_LINE = re.compile(
    rf"\s*({DATE.pattern}(?:,? \w+day\b)?(?:,? \d{{1,2}}:\d{{2}}(?: ?[AP]M)?(?: [A-Z]{{2,4}})?)?)"
    r"[,;]?\s*((?:\w+ ){0,4}edition)?\s*$",
    re.IGNORECASE,
)

_SCREEN = range(45, 111)  # how wide the lines may be that a program has broken


@dataclass(frozen=True)
class Export:
    """The articles of one file.

    Attributes
    ----------
    database : str
        Which database wrote it.
    articles : list of mapping
        What is said of each article: ``headline, text, outlet, published, byline, section,
        words_stated, article_id``, as far as it is said, and other fields under their own names.
    n_stated : int or None
        How many documents the file says that it has.
    notes : tuple of str
        What a careful reader would want to know.
    """

    database: str
    articles: list[Mapping[str, object]]
    n_stated: int | None = None
    notes: tuple[str, ...] = ()

    def found(self, name: str) -> str:
        """Say what was found in a file."""
        return f"{name}: {len(self.articles)} {_documents(len(self.articles))} of {self.database}"

    def doubts(self, name: str) -> list[str]:
        """Say where what was found isn't what the file says of itself."""
        n_found = len(self.articles)
        notes: list[str] = []
        if self.n_stated is not None and self.n_stated != n_found:
            notes.append(
                f"{name}: states {self.n_stated} {_documents(self.n_stated)}, but {n_found} "
                f"{'was' if n_found == 1 else 'were'} found"
            )
        short = [place for place, article in enumerate(self.articles, 1) if _is_short(article)]
        if short:
            listed = ", ".join(map(str, short[:5])) + (", ..." if len(short) > 5 else "")
            notes.append(
                f"{name}: the text has fewer than half of the words that the database states, in "
                f"{len(short)} {_documents(len(short))} (number {listed})"
            )
        return notes + [f"{name}: {note}" for note in self.notes]


def _documents(number: int) -> str:
    return "document" if number == 1 else "documents"


def _is_short(article: Mapping[str, object]) -> bool:
    text, stated = article.get("text"), article.get("words_stated")
    if not isinstance(stated, int):
        return False
    return len(text.split()) * 2 < stated if isinstance(text, str) else stated > 0


def field_name(written: str) -> str:
    """Make a column name of a field: "PUBLICATION-TYPE" becomes ``publication_type``."""
    return re.sub(r"\W+", "_", written.strip().lower()).strip("_")


def words_stated(written: str | None) -> int | None:
    """Read a length such as "1,204 words".

    >>> words_stated("1,204 words")
    1204
    """
    match = WORDS.search(written or "")
    digits = re.sub(r"\D", "", match[1]) if match else ""
    return int(digits) if 0 < len(digits) < 10 else None


def joined(lines: Iterable[str]) -> str | None:
    """Write the lines of a field as one; None where there is nothing."""
    return " ".join(" ".join(lines).split()) or None


def paragraphs(lines: Sequence[str], may_be_broken: bool = True) -> str | None:
    r"""Make a text of lines: paragraphs are set apart by an empty line, broken lines are joined.

    A program has broken the lines where hardly any has room for the first word of the next one;
    else each line is a paragraph.

    >>> paragraphs(["The mill is back.", "", "It was shut."])
    'The mill is back.\n\nIt was shut.'
    """
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    if may_be_broken and _are_broken(blocks):
        return "\n\n".join(" ".join(block) for block in blocks)
    return "\n\n".join(line for block in blocks for line in block) or None


def _are_broken(blocks: Sequence[Sequence[str]]) -> bool:
    width = max((len(line) for block in blocks for line in block), default=0)
    if width not in _SCREEN:
        return False
    # An indented first line is a little shorter.
    full = [
        len(line) + len(following.split(maxsplit=1)[0]) + 4 >= width
        for block in blocks
        for line, following in pairwise(block)
    ]
    return bool(full) and sum(full) >= 0.8 * len(full)


#: What pages of Factiva call a headline and a byline, and what marks such lines here.
MARKS: Mapping[str, str] = {"hd": "\x02", "author": "\x03"}


class _Lines(HTMLParser):
    """Writes a page as lines of text; the cells of a table row stand in one, tabs between."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[str]] = [[]]
        self.hidden = 0
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "title"):
            self.hidden += 1
        elif tag == "tr":
            self.cells = 0
            self.lines.append([])
        elif tag in ("td", "th"):
            if self.cells:
                self.lines[-1].append("\t")
            self.cells += 1
        elif tag in _BLOCKS or tag == "br":
            self._break(tag)
            named = [value for name, value in attrs if name in ("id", "class")]
            self.lines[-1] += [mark for value, mark in MARKS.items() if value in named]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "title"):
            self.hidden = max(0, self.hidden - 1)
        elif tag in _BLOCKS:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.lines[-1].append(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        # A paragraph that opens in a cell belongs on the line of the cell before it.
        if tag == "p" and any(part.strip(" ") for part in self.lines[-1]):
            if self.lines[-1][-1] == "\t":
                return
            self.lines.append([])
        self.lines.append([])


_BLOCKS = frozenset(
    "p div table tbody ul ol li h1 h2 h3 h4 h5 h6 blockquote pre section article hr body".split()
)


def lines_of_page(page: str) -> list[str]:
    """Write an HTML page as lines of text, with an empty one between paragraphs."""
    reader = _Lines()
    reader.feed(page)
    reader.close()
    return ["".join(parts).strip(" ") for parts in reader.lines]
