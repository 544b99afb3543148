"""Every layout that ``mk.read`` takes, as a fixture: ``uv run python -m tests.layouts`` reads all.

Fixtures are made of the same six stories, with flaws put in. Each says how many rows go in; what
comes out is counted: rows with a text, rows without one that say why, and rows set apart.
"""

from __future__ import annotations

import csv
import gzip
import http.server
import io
import json
import re
import sys
import threading
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from mediakit.reading import read, sources

EXPORTS = Path(__file__).parent / "golden" / "exports"
COLUMNS = ("id", "title", "text", "source", "date", "author")
#: What all tables hold: quotation marks, separators, line breaks, letters beyond ASCII.
STORIES = [
    ("s1", "Mill reopens", "The café is “back”, said Ann.", "Courier", "2021-03-04", "Ann Ost"),
    ("s2", "Flood; again", "It rained | hard;\n\nthen, it stopped.", "Post", "4 March 2021", "Bo"),
    ("s3", "“No”, says mayor", 'She said "no"\tand left.', "Herald", "03/25/2021", "Ida"),
    ("s4", "Élan", "Déjà vu – again…", "Courier", "2021-03-04T10:20:00Z", ""),
    ("s5", "=1+1", "-2 degrees were measured, @noon.", "Post", "20210305", "Bo"),
    ("s6", "Nothing new", "NA", "Herald", "soon", "Ida"),
]
TEXTS = [story[2] for story in STORIES]


@dataclass(frozen=True)
class Layout:
    """A way in which articles come.

    Attributes
    ----------
    name : str
        What the table calls it.
    make : callable
        Writes the fixture into a folder; gives what to read.
    rows_in : int
        Articles, or lines and files that should have been some.
    texts : list of str, optional
        What is read of it, where that can be said in a line.
    asked : mapping
        Further arguments of ``mk.read``.
    """

    name: str
    make: Callable[[Path], Any]
    rows_in: int
    texts: list[str] | None = None
    asked: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of the rows of a layout."""

    layout: Layout
    frame: pd.DataFrame
    warned: list[str]

    @property
    def set_apart(self) -> list[dict[str, str]]:
        """Rows set apart."""
        return self.frame.attrs["reading"]["set_apart"]

    @property
    def with_text(self) -> int:
        """Rows that have a text."""
        return int(self.frame["text"].notna().sum())

    @property
    def reasons(self) -> list[str]:
        """Why rows were set apart, or have no text."""
        own = self.frame.get("not_read", pd.Series(dtype=object)).dropna().tolist()
        told = [*(row["reason"] for row in self.set_apart), *own]
        if not told and self.with_text < len(self.frame):
            told = [
                note
                for note in self.frame.attrs["reading"]["notes"]
                if not re.search("documents? of |^read the ", note)
            ]
        return told

    @property
    def rows_lost(self) -> int:
        """Rows that went in and of which nothing is told."""
        lines = sum(_n_lines(row["place"]) for row in self.set_apart)
        return self.layout.rows_in - len(self.frame) - lines


def _n_lines(place: str) -> int:
    first, *last = [int(word) for word in place.split() if word.isdigit()] or [1]
    return (last[0] - first if last else 0) + 1


def table(
    separator: str = ",", mark: str = '"', quoting: int = csv.QUOTE_MINIMAL, escape: bool = False
) -> str:
    """Write the stories as a separated table."""
    held = io.StringIO()
    writer = csv.writer(
        held,
        delimiter=separator,
        quotechar=mark,
        quoting=quoting,
        lineterminator="\n",
        doublequote=not escape,
        escapechar="\\" if escape else None,
    )
    writer.writerows([COLUMNS, *STORIES])
    return held.getvalue()


def a_file(name: str, data: str | bytes, encoding: str = "utf-8") -> Callable[[Path], Path]:
    """Make what writes a file."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
        return path

    return make


def several(*files: tuple[str, str | bytes]) -> Callable[[Path], Path]:
    """Make what writes a folder."""

    def make(folder: Path) -> Path:
        for name, data in files:
            a_file(f"press/{name}", data)(folder)
        return folder / "press"

    return make


def zipped(*files: tuple[str, str | bytes], locked: str = "", link: str = "") -> bytes:
    """Pack files; one may need a password, or be a link."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o120777 << 16 if name == link else 0
            archive.writestr(entry, data)
    packed = bytearray(held.getvalue())
    if locked:
        for sign, flag, name_at in ((b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)):
            start = packed.find(sign)
            while not packed.startswith(locked.encode(), start + name_at):
                start = packed.index(sign, start + 4)
            packed[start + flag] |= 1
    return bytes(packed)


def page(number: int) -> str:
    """Write a story as a web page, with all that stands around one."""
    _, title, text, outlet, _, author = STORIES[number]
    said = f"{text} " + "The mill stood still for a year, the cooperative that owns it said. " * 4
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
    wall = "<div class='cookie-banner'>We use cookies. <button>Accept all</button></div>"
    caption = "<figure><img src='a.jpg'><figcaption>The mill. Photo: Pool</figcaption></figure>"
    more = "<p>Read more: <a href='/x'>Ten bakeries that will close this winter</a></p>"
    foot = "<footer>All rights reserved</footer>"
    return (
        f"<html><head><title>{title} | {outlet}</title><meta charset=utf-8>"
        f"<meta property='og:site_name' content='{outlet}'><meta name=author content='{author} A'>"
        "<meta property='article:published_time' content='2021-03-04'></head><body>"
        f"{menu}{wall}<article><h1>{title}</h1>"
        f"{caption}<p>{said}</p>{more}<p>Then: {said}</p></article>{foot}</body></html>"
    )


def workbook(folder: Path) -> Path:
    """Write the stories to two sheets of a workbook, and notes to a third."""
    frame = pd.DataFrame(STORIES, columns=[*COLUMNS]).replace("=1+1", "One and one")
    path = folder / "news.xlsx"
    with pd.ExcelWriter(path) as writer:
        frame.head(3).to_excel(writer, sheet_name="North", index=False)
        frame.tail(3).to_excel(writer, sheet_name="South", index=False)
        pd.DataFrame({"note": ["x"]}).to_excel(writer, sheet_name="Notes", index=False)
    return path


def parquet(folder: Path) -> Path:
    """Write the stories with categories, structures and lists."""
    frame = pd.DataFrame(STORIES, columns=[*COLUMNS])
    frame["source"] = [{"name": outlet, "country": "VE"} for outlet in frame["source"]]
    frame["text"] = frame["text"].astype("category")
    frame["author"] = [[author] if author else [] for author in frame["author"]]
    path = folder / "news.parquet"
    frame.to_parquet(path)
    return path


def elastic(folder: Path) -> Path:
    """Write the stories inside of a structure, as search engines export them."""
    frame = pd.DataFrame({"_source": [dict(zip(COLUMNS, s, strict=True)) for s in STORIES]})
    frame.to_parquet(folder / "hits.parquet")
    return folder / "hits.parquet"


def records(bad: bool) -> str:
    """Write the stories an object a line; three lines may be none."""
    lines = [json.dumps(dict(zip(COLUMNS, story, strict=True))) for story in STORIES]
    return "\n".join([*lines[:2], '{"id": "cut', "[1]", "null", *lines[2:]] if bad else lines)


@contextmanager
def served() -> Iterator[str]:
    """Serve pages on this machine, some of which fail."""
    answers = {
        "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /private\n"),
        "/one": (200, "text/html", page(0).encode()),
        "/two": (200, "text/html; charset=utf-8", page(1).encode()),
        "/plain": (200, "text/plain", TEXTS[3].encode()),
        "/picture": (200, "image/png", b"\x89PNG"),
    }

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/away":
                self.send_response(302)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()
                return
            status, kind, body = answers.get(self.path, (404, "text/plain", b""))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def read_layout(layout: Layout, folder: Path) -> Outcome:
    """Make a fixture and read it."""
    source = layout.make(folder)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        frame = read(source, **dict(layout.asked))
    return Outcome(layout, frame, [str(warning.message) for warning in caught])


def read_pages(paths: list[str], **asked: Any) -> Outcome:
    """Read addresses of a server on this machine, without the pauses."""
    pause, sources.SECONDS_BETWEEN_PAGES = sources.SECONDS_BETWEEN_PAGES, 0.0
    try:
        with served() as base:
            name = "addresses: 3 pages and 4 failures"
            layout = Layout(name, lambda _: [base + path for path in paths], len(paths))
            return read_layout(
                Layout(name, layout.make, len(paths), asked=tuple(asked.items())), Path()
            )
    finally:
        sources.SECONDS_BETWEEN_PAGES = pause


ADDRESSES = ["/one", "/two", "/plain", "/gone", "/private/a", "/picture", "/away"]


def main() -> None:
    """Print what became of the rows of each layout, as a table for the README."""
    from tests.every_layout import LAYOUTS

    outcomes = []
    for layout in LAYOUTS:
        with TemporaryDirectory() as folder:
            outcomes.append(read_layout(layout, Path(folder)))
    outcomes.append(read_pages(ADDRESSES, allow_private=True))
    sys.stdout.write(markdown(outcomes) + "\n")
    lost = sum(outcome.rows_lost for outcome in outcomes)
    n_in = sum(outcome.layout.rows_in for outcome in outcomes)
    sys.stderr.write(f"\n{len(outcomes)} layouts, {n_in} rows in, {lost} lost\n")


def markdown(outcomes: list[Outcome]) -> str:
    """Write outcomes as a table."""
    lines = [
        "| layout | rows in | with text | without, told why | set apart | lost | reasons |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for one in outcomes:
        apart = sum(_n_lines(row["place"]) for row in one.set_apart)
        reasons = dict.fromkeys(_short(reason) for reason in one.reasons)
        shown = "; ".join(reasons).replace("|", "\\|")
        lines.append(
            f"| {one.layout.name} | {one.layout.rows_in} | {one.with_text} "
            f"| {len(one.frame) - one.with_text} | {apart} | {one.rows_lost} | {shown} |"
        )
    return "\n".join(lines)


def _short(reason: str) -> str:
    """Leave out addresses, names of files and advice."""
    said = re.sub(r"https?://\S+?:\d+\S*:? |^[\w.]+(?:, |: )", "", " ".join(reason.split()))
    return re.split(r"[;:(] |, and |, but ", said)[0][:70]


def packed_table() -> bytes:
    """Compress the table."""
    return gzip.compress(table().encode())


if __name__ == "__main__":
    main()
