"""The texts that all contestants read."""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

BULK = Path("bulk") / "news_4500.parquet"
SEED = 20
ONE_ARTICLE_WORDS = 800
SINGLE_ARTICLES = 20


@dataclass(frozen=True)
class Texts:
    """What is read, and what may have been read before.

    Attributes
    ----------
    measured : list of str
        The texts that the clock covers.
    slow : list of str
        The first of these, for contestants that would take too long over all of them.
    others : list of str
        Texts of the same kind, none of them among those measured; may be empty.
    single : list of str
        Texts of about 800 words, each of which is read on its own.
    source : str
        Where the texts come from.
    """

    measured: list[str]
    slow: list[str]
    others: list[str]
    single: list[str]
    source: str


def choose(available: Sequence[str], n: int, n_slow: int, source: str) -> Texts:
    """Draw the texts to measure, always the same ones.

    Parameters
    ----------
    available : sequence of str
        All texts that there are; repeated where they are fewer than `n`.
    n, n_slow : int
        How many texts to measure, and how many of them with slow contestants.
    source : str
        Where the texts come from.

    Examples
    --------
    >>> texts = choose(["one two", "three"], n=3, n_slow=5, source="two made-up texts")
    >>> len(texts.measured), len(texts.slow), texts.others
    (3, 2, [])
    """
    shuffled = [*available]
    random.Random(SEED).shuffle(shuffled)
    repeated = shuffled * -(-n // len(shuffled))
    # textstat remembers the last 128 texts: what it reads twice would cost it nothing
    slow = shuffled[: min(n, n_slow)]
    others = shuffled[n:]
    by_length = sorted(others or shuffled, key=lambda t: abs(count_words(t) - ONE_ARTICLE_WORDS))
    single = by_length[:SINGLE_ARTICLES]
    before = [text for text in others if text not in set(single)]
    return Texts(repeated[:n], slow, before, single, source)


def count_words(text: str) -> int:
    """Count what white space delimits: the yardstick is the same for every contestant."""
    return len(text.split())


def available_texts() -> tuple[list[str], str]:
    """Read all texts that there are, and say where they come from."""
    import pandas as pd

    folder = os.environ.get("MEDIAKIT_EVAL_DATA")
    if folder and (Path(folder) / BULK).is_file():
        return pd.read_parquet(Path(folder) / BULK)["text"].tolist(), BULK.name
    from mediakit.sample import load_sample

    sample = load_sample()["text"].tolist()
    return sample, f"mediakit's sample of {len(sample)}, repeated"


def read_texts(path: Path) -> Texts:
    """Read what :func:`main` wrote."""
    return Texts(**json.loads(path.read_text("utf-8")))


def main() -> None:
    """Write all texts into one file and a single article into another; print the source."""
    path, path_of_article, n, n_slow = sys.argv[1:]
    available, source = available_texts()
    texts = choose(available, int(n), int(n_slow), source)
    Path(path).write_text(json.dumps(asdict(texts)), "utf-8")
    Path(path_of_article).write_text(texts.single[0], "utf-8", newline="")
    sys.stdout.write(source)


if __name__ == "__main__":
    main()
