"""One process of :mod:`.memory`: makes articles, or measures them in one way."""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from .contestants import FAMILIES, highest_memory
from .texts import SEED, available_texts

SENTENCES = 10  # of an article
_AFTER_A_STOP = re.compile(r"(?<=[.!?])\s+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def made(texts: Sequence[str], n: int) -> Iterator[str]:
    """Make articles of sentences that are drawn from texts; every other one has a new word.

    Examples
    --------
    >>> articles = [*made(["The ferry sank. Nobody saw why the ferry sank."], 50)]
    >>> len(articles), len({word for article in articles for word in article.split()}) > 20
    (50, True)
    """
    rng = random.Random(SEED)
    sentences = [s for text in texts for s in _AFTER_A_STOP.split(text) if 20 < len(s) < 400]
    sentences = sentences or [*texts]
    words = sorted({word for s in sentences for word in s.split() if word.isalpha()})
    for number in range(n):
        article = " ".join(rng.choices(sentences, k=SENTENCES)).split(" ")
        if number % 2:
            word = rng.choice(words)
            cut = rng.randrange(len(word))
            new = word[:cut] + rng.choice(_LETTERS) + word[cut + 1 :]
            article[rng.randrange(len(article))] = rng.choice([new, word + rng.choice(words)])
        yield " ".join(article)


def measured(way: str, path: Path) -> dict[str, float]:
    """Measure a file of articles in one way; megabytes that this process held at most."""
    import mediakit as mk

    if way == "file":
        mk.analyse_file(path, path.with_suffix(".parquet"), FAMILIES, overwrite=True)
        return {"memory": _memory()}
    with path.open(encoding="utf-8") as lines:
        articles = (json.loads(line) for line in lines)
        table = mk.analyse(articles, FAMILIES if way == "three_families" else None)
    size = float(table.memory_usage(deep=True).sum()) / 1e6
    return {"memory": _memory(), "without_table": _memory() - size}


def _memory() -> float:
    highest = highest_memory()
    if highest is None:
        sys.exit("this system doesn't tell how much memory a process takes")
    return highest


def main() -> None:
    """Make articles and print where their sentences come from, or print figures as JSON."""
    way, path = sys.argv[1], Path(sys.argv[2])
    if way == "make":
        texts, source = available_texts()
        with path.open("w", encoding="utf-8") as file:
            for text in made(texts, int(sys.argv[3])):
                file.write(json.dumps({"text": text}) + "\n")
        sys.stdout.write(source)
    else:
        sys.stdout.write(json.dumps(measured(way, path)))


if __name__ == "__main__":
    main()
