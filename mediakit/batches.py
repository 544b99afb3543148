"""Articles in batches: as many as are measured together, never all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from threading import current_thread, main_thread

import pandas as pd

from mediakit.articles import PIECE, Articles, in_memory, in_pieces, texts


@dataclass(frozen=True)
class Batch:
    """Articles that follow each other.

    Attributes
    ----------
    texts, headlines : list of str or None
        None where one is missing.
    index : Index
        The caller's labels; places counted from 0 where there are none.
    """

    texts: list[str | None]
    headlines: list[str | None]
    index: pd.Index

    def __len__(self) -> int:
        return len(self.texts)


def in_batches(articles: Articles, most: int, characters: int) -> Iterator[Batch]:
    """Go through articles in batches; there is at least one, which may be empty.

    Parameters
    ----------
    articles : as for :func:`mediakit.articles.as_articles`
        An iterable is read as far as the batch that is asked for, and a hundred articles ahead.
    most : int
        Articles of a batch, at most.
    characters : int
        A batch that has so many is full: it has at most one article more than it has room for.

    Examples
    --------
    >>> [batch.texts for batch in in_batches(["One.", "A second one.", "Three."], 2, 10)]
    [['One.', 'A second one.'], ['Three.']]
    """
    frame = in_memory(articles)
    pieces = in_pieces(articles) if frame is None else _cut(frame)
    start = 0
    for bodies, headlines in _filled(pieces, most, characters):
        stop = start + len(bodies)
        index = pd.RangeIndex(start, stop) if frame is None else frame.index[start:stop]
        yield Batch(bodies, headlines, index)
        start = stop


def _cut(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """A few rows at a time: where Arrow holds the texts, Python would hold all of them again."""
    return (frame.iloc[start : start + PIECE] for start in range(0, len(frame), PIECE))


Texts = list[str | None]


def _filled(
    pieces: Iterable[pd.DataFrame], most: int, characters: int
) -> Iterator[tuple[Texts, Texts]]:
    """Texts and headlines of each batch."""
    bodies: Texts = []
    headlines: Texts = []
    n_characters = n_batches = 0
    for piece in pieces:
        for body, headline in zip(texts(piece), texts(piece, "headline"), strict=True):
            bodies.append(body)
            headlines.append(headline)
            n_characters += len(body or "") + len(headline or "")
            if len(bodies) >= most or n_characters >= characters:
                yield bodies, headlines
                bodies, headlines, n_characters, n_batches = [], [], 0, n_batches + 1
    if bodies or not n_batches:
        yield bodies, headlines


def watched(batches: Iterator[Batch], total: int | None, what: str) -> Iterator[Batch]:
    """Show a progress bar, where batches take more than two seconds; for one alone there is none.

    A worker shows none: its log is no screen.
    """
    n, bar = 0, None
    with ExitStack() as until_the_end:
        for batch in batches:
            if n and bar is None and current_thread() is main_thread():
                from tqdm import tqdm

                # no `disable=`: it would overrule TQDM_DISABLE, which keeps bars out of reports
                bar = until_the_end.enter_context(
                    tqdm(total=total, initial=n, desc=what, unit=" articles", delay=2, leave=False)
                )
            yield batch
            n += len(batch)
            if bar is not None:
                bar.update(len(batch))
