"""Who speaks in which report, and who is said to have spoken the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import pandas as pd

from mediakit.measures.measure import Column
from mediakit.recurring import ARTICLE
from mediakit.stories.naming import NAMING_COLUMNS, PLACES

SPEAKERS_COLUMNS: Mapping[str, Column] = {
    "article": ARTICLE,
    "speaker": Column(
        "Who speaks: the name in full, or the words for somebody who isn't named.", unit="name"
    ),
    "speaker_kind": Column("What kind of speaker that is.", unit="label"),
    "n_quotations": Column(
        "How many passages the report attributes to that speaker.", unit="passages", low=1.0
    ),
    "n_words": Column("How many words they have.", unit="words", low=0.0),
    "only_here": Column(
        "Whether no other report quotes that speaker.",
        unit="yes or no",
        caveat="Speakers are found by rules. People without a name are told apart by the words "
        'for them: "a spokeswoman" and "the firm" may be one.',
    ),
}

_PRONOUNS = frozenset(
    "he she it they we i you who which that this these those one his her its their him them".split()
)
_NOBODY = ("", "agentless", "unresolved pronoun")
_ARTICLE = re.compile(r"^(?:the|a|an|one|his|her|its|their)\s+", re.I)
_SAME_WORDS = 5  # in a row, of two passages that are one quotation
_SAME_SHARE = 0.6
_LONGEST = 60  # characters of a quotation that stand for it


def speakers(quotations: pd.DataFrame) -> pd.DataFrame:
    """Count the quotations of each speaker in each report, those quoted only there marked."""
    told = _told(quotations)
    names = told["name"].groupby(told["key"]).agg(lambda names: max(names, key=len))
    told = told.assign(n_words=told["content"].map(lambda text: len(_words(text))))
    groups = told.groupby(["article", "key"], sort=False)
    table = groups.agg(
        speaker_kind=("speaker_kind", "first"),
        n_quotations=("content", "size"),
        n_words=("n_words", "sum"),
    ).reset_index()
    table["speaker"] = table["key"].map(names)
    table["only_here"] = table.groupby("key")["article"].transform("nunique") == 1
    table["article"] = table["article"].astype("int64")
    table = table.sort_values(["article", "n_words"], ascending=[True, False], kind="stable")
    return table[[*SPEAKERS_COLUMNS]].reset_index(drop=True)


def same_quotations(quotations: pd.DataFrame) -> pd.DataFrame:
    """What reports call the speaker of one quotation: rows of :data:`NAMING_COLUMNS`."""
    told = _told(quotations)
    told = told[(told["direct"] != "indirect") & ~told["speaker"].str.lower().isin(_PRONOUNS)]
    runs = [_runs(text) for text in told["content"]]
    rows = [*told[["article", "speaker", "speaker_start", "speaker_end"]].itertuples(index=False)]
    # the first of each quotation stands for it: the others are looked up by its words
    group = list(range(len(rows)))
    first_with: dict[tuple[str, ...], list[int]] = {}
    for row, own in enumerate(runs):
        shared = Counter(first for run in own for first in first_with.get(run, ()))
        for first, n in sorted(shared.items()):
            if n >= _SAME_SHARE * min(len(own), len(runs[first])):
                group[row] = first
                break
        else:
            for run in own:
                first_with.setdefault(run, []).append(row)
    said = [*told["content"]]
    found = [
        (PLACES[3], _shortened(said[of]), row[0], row[1], row[2], row[3])
        for of, row in zip(group, rows, strict=True)
    ]
    table = pd.DataFrame(
        found, columns=["place", "held_by", *list(NAMING_COLUMNS)[2:]], dtype=object
    )
    return table.astype({"article": "int64", "start": "int64", "end": "int64"})


def _told(quotations: pd.DataFrame) -> pd.DataFrame:
    """Rows with a speaker who says or knows something, and what that speaker goes by."""
    quotations = quotations[quotations["cue_kind"] != "attitude"]
    named = quotations["speaker_name"] != ""
    pronoun = quotations["speaker"].str.lower().isin(_PRONOUNS) & ~named
    table = quotations[~quotations["speaker_kind"].isin(_NOBODY) & ~pronoun]
    table = table[table["speaker"] != ""]
    name = table["speaker_name"].where(table["speaker_name"] != "", table["speaker"])
    name = name.map(lambda text: _ARTICLE.sub("", str(text)))
    # "Ex-miner Dougie Allbright" is Dougie Allbright
    named = table["speaker_name"].ne("") & table["speaker_kind"].eq("named person")
    last = name.str.split().map(lambda words: " ".join(words[-2:]))
    key = last.where(named, name).str.lower()
    return table.assign(name=name, key=key)


def _words(text: object) -> list[str]:
    return re.findall(r"\w+(?:[-'’.,]\w+)*", str(text).lower())


def _runs(text: object) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[i : i + _SAME_WORDS]) for i in range(len(words) - _SAME_WORDS + 1)}


def _shortened(text: object) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
