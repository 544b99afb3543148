"""Real articles, damaged in ten ways: as many rows out as in, and the undamaged ones unchanged.

``MEDIAKIT_EVAL_DATA=... python -m tests.fuzzing.damaged`` damages 2,000 articles in each way and
prints a table; tests/fuzzing/test_damaged.py does so with a few.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator

import pandas as pd

import mediakit as mk
from tests import unchanged

N_ARTICLES = 2_000
MEASURES = (*(measure.name for measure in mk.MEASURES), "sourcing")

_INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad\ufeff\u202e\u2066"
_QUOTES = re.compile("[\"'“”‘’«»„`]")
_SPACES = (" ", "  ", "\t", "\u00a0", "\u2003", "\u3000", " \r\n", "\x0b")


def cut_at_random_bytes(text: str, draw: random.Random) -> str:
    """Keep a stretch of bytes, with half letters at its ends."""
    data = text.encode()
    start, end = sorted(draw.randrange(len(data) + 1) for _ in range(2))
    return data[start:end].decode(errors=draw.choice(("replace", "surrogateescape", "ignore")))


def doubled(text: str, draw: random.Random) -> str:
    """Give the text twice, with or without a gap."""
    return text + draw.choice(("", " ", "\n\n")) + text


def case_swapped(text: str, draw: random.Random) -> str:
    """Swap capitals and small letters."""
    return text.swapcase()


def without_quotation_marks(text: str, draw: random.Random) -> str:
    """Take marks out: all, or each second one, so that they don't match."""
    if draw.random() < 0.5:
        return _QUOTES.sub("", text)
    return _QUOTES.sub(lambda mark: draw.choice(("", mark[0])), text)


def letters_shuffled(text: str, draw: random.Random) -> str:
    """Shuffle the characters of each word."""
    return re.sub(r"\S+", lambda word: "".join(draw.sample(word[0], len(word[0]))), text)


def mojibake(text: str, draw: random.Random) -> str:
    """Read UTF-8 in a wrong encoding, once or twice."""
    for _ in range(draw.choice((1, 2))):
        text = text.encode("utf-8", "surrogatepass").decode("cp1252", "replace")
    return text


def invisible_sprinkled(text: str, draw: random.Random) -> str:
    """Put characters that nobody sees after some letters."""
    return "".join(
        letter + (draw.choice(_INVISIBLE) if draw.random() < 0.05 else "") for letter in text
    )


def without_line_breaks(text: str, draw: random.Random) -> str:
    """Join lines, with or without a space."""
    return text.replace("\n", draw.choice(("", " ")))


def spaces_exploded(text: str, draw: random.Random) -> str:
    """Make each space a row of several kinds."""
    return re.sub(" ", lambda _: "".join(draw.choices(_SPACES, k=draw.randrange(1, 6))), text)


def random_characters(text: str, draw: random.Random) -> str:
    """Put characters from anywhere in Unicode between the letters, lone surrogates too."""
    return "".join(
        letter + (chr(draw.randrange(0x110000)) if draw.random() < 0.03 else "") for letter in text
    )


DAMAGES: tuple[Callable[[str, random.Random], str], ...] = (
    cut_at_random_bytes,
    doubled,
    case_swapped,
    without_quotation_marks,
    letters_shuffled,
    mojibake,
    invisible_sprinkled,
    without_line_breaks,
    spaces_exploded,
    random_characters,
)


def measured(texts: list[str]) -> pd.DataFrame:
    """All numbers of articles, with how many rows of evidence and quotations they have."""
    table = mk.analyse(texts, MEASURES)
    for name, rows in (("evidence", mk.evidence(texts)), ("quotations", mk.quotations(texts))):
        table[name] = rows.groupby("article").size().reindex(table.index, fill_value=0)
        for row in rows.itertuples():
            found = texts[row.article][row.start : row.end]
            assert found == (row.text if name == "evidence" else row.content)
    return table


def tried(texts: list[str], seed: int = 0) -> Iterator[dict[str, object]]:
    """Damage articles in each way, every damaged one beside an undamaged one: one row a damage."""
    whole = measured(texts)
    for damage in DAMAGES:
        draw = random.Random(f"{seed} {damage.__name__}")
        damaged = [damage(text, draw) for text in texts]
        mixed = [text for pair in zip(texts, damaged, strict=True) for text in pair]
        raised = ""
        try:
            table = measured(mixed)
        except Exception as error:
            raised, table = f"{type(error).__name__}: {error}"[:60], whole.iloc[:0]
        beside = table.iloc[::2].reset_index(drop=True)
        of_damaged = table.iloc[1::2].select_dtypes("number")
        yield {
            "damage": damage.__name__.replace("_", " "),
            "rows in": len(damaged),
            "rows out": len(of_damaged),
            "raised": raised or 0,
            "undamaged beside them": len(beside),
            "of these changed": int((~_same(beside, whole)).sum()),
            "missing numbers": of_damaged.isna().mean(axis=None),
            "missing before": whole.select_dtypes("number").isna().mean(axis=None),
            "without words": int((of_damaged["n_words"] == 0).sum()),
        }


def _same(table: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """Tell which rows are equal to the last digit."""
    other = other.reindex(table.index)
    return ((table == other) | (table.isna() & other.isna())).all(axis=1)


def main() -> None:
    """Damage articles of the bulk set and print what came of it."""
    texts = unchanged.articles()
    if texts is None:
        sys.exit(f"{unchanged.VARIABLE} doesn't name the folder of the evaluation data")
    table = pd.DataFrame(tried(random.Random(0).sample(texts, N_ARTICLES)))
    print(table.to_string(index=False, float_format="{:.3f}".format))  # noqa: T201
    print(f"rows in {table['rows in'].sum():,}, rows out {table['rows out'].sum():,}")  # noqa: T201


if __name__ == "__main__":
    main()
