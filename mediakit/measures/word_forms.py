"""What a word is a form of, how common that is in English, and whether a term may begin with it.

Two tables answer: ``background_english.tsv`` (words with their base forms and frequencies) and
``background_edges.tsv`` (function words, numerals, reporting verbs and others that say nothing of
what an article is about). Rules take rarer words back to their base form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mediakit import lexicons
from mediakit.tokenising import Shape

#: How often a million words have a word that is too rare for the table.
RARE = 0.5

# What a type can be in a term, as bits
CONTENT = 1 << 0  # can be a term
PART = 1 << 1  # can begin or end one
WEAK = 1 << 2  # can if it is part of a name
LINK = 1 << 3  # can stand inside
TITLE = 1 << 4
TITLE_PART = 1 << 5
CAPITAL = 1 << 6
LOWER = 1 << 7
LIKE_A_NAME = 1 << 8  # a name wherever it has a capital
MAY_BE_A_NAME = 1 << 9  # a name beside another
COMPOUND_ADJECTIVE = 1 << 10
NOUN = 1 << 11
PLURAL = 1 << 12
POSSESSIVE = 1 << 13
INITIAL = 1 << 14
BREAK_BEFORE = 1 << 15
BREAK_AFTER = 1 << 16
BEGINS_NAMES = 1 << 17  # unlike other weak words also where a sentence begins

_NEVER = frozenset({"function", "number", "calendar", "reporting", "abbreviation", "markup"})
_PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z].*")  # (D-N.Y.)
_TITLES = frozenset({"title", "abbreviation"})
# Between capitalised words these belong to the name: Bank of England, Mohammed bin Salman
_LINKS = frozenset(
    "of de la del della da do dos das du di van von der den ter bin al el le".split()
)
# Function words and months that are names where a name touches them: Will Smith, Theresa May
_NAMES_IN_COMPANY = frozenset("will may march april june august".split())
#: Short words that a name may begin with: St. Osk, Mt. Sarn.
SAINTS = frozenset({"St", "Mt", "Ft"})
_BEGIN_NAMES = frozenset("new old first second third".split())
_COUNTRIES = {"US": "u.s", "USA": "u.s", "U.S": "u.s", "U.S.A": "u.s", "UK": "u.k", "U.K": "u.k"}
_COUNTRY_PER_MILLION = {"u.s": 300.0, "u.k": 100.0}


class _Word(NamedTuple):
    base: str
    per_million: float
    noun: bool
    name: bool


@cache
def _known() -> dict[str, _Word]:
    return {
        row["word"]: _Word(
            row["base"], float(row["per_million"]), row["noun"] == "1", row["name"] == "1"
        )
        for row in lexicons.rows("background_english")
    }


@cache
def _edges() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in lexicons.rows("background_edges")}


def without_possessive(word: str) -> str:
    """Take a possessive ending off.

    >>> without_possessive("minister's"), without_possessive("ministers’"), without_possessive("us")
    ('minister', 'ministers', 'us')
    """
    if word[-2:] in ("'s", "’s"):
        return word[:-2]
    return word[:-1] if word[-1:] in ("'", "’") else word


@lru_cache(maxsize=1 << 16)  # several facts of one word ask for it
def base_form(word: str) -> str:
    """Take a word (in lower case, with straight apostrophes) back to what it is a form of.

    Plurals, possessives and verb forms count as forms, irregular ones too where they are common;
    nouns in -ing that stand on their own don't.

    Examples
    --------
    >>> [base_form(word) for word in ["protesters'", "protested", "children", "countries"]]
    ['protester', 'protest', 'child', 'country']
    >>> [base_form(word) for word in ["zorblats", "microplastics", "news", "building"]]
    ['zorblat', 'microplastic', 'news', 'building']
    """
    known = _known()
    if word in known:
        return known[word].base
    bare = without_possessive(word).rstrip(".")
    if bare in known:
        return known[bare].base
    for base in _regular_bases(bare):
        if base in known:
            return known[base].base
    if "-" in bare and bare.rpartition("-")[2]:
        head, _, last = bare.rpartition("-")
        return f"{head}-{base_form(last)}"
    plural = len(bare) > 4 and bare.endswith("s") and not bare.endswith(("ss", "us", "is"))
    return bare[:-1] if plural and bare.isalpha() else bare


def _regular_bases(word: str) -> list[str]:
    """What a word could be a regular form of."""
    if word.endswith("ies") and len(word) > 4:
        return [word[:-3] + "y"]
    if word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return [word[:-1], word[:-2]]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return [word[:-1]]
    ending = 3 if word.endswith("ing") else 2 if word.endswith("ed") else 0
    stem = word[:-ending] if ending else ""
    if len(stem) < 3:
        return []
    doubled = [stem[:-1]] if stem[-1] == stem[-2] else []
    return [stem, stem + "e", *doubled]


def per_million(base: str) -> float:
    """How often a million words of English have a base form, in any of its forms.

    >>> per_million("government") > 100 > per_million("microplastic")
    True
    """
    if base in _COUNTRY_PER_MILLION:
        return _COUNTRY_PER_MILLION[base]
    word = _known().get(base)
    if word is not None:
        return max(word.per_million, RARE)
    parts = base.split("-")
    if len(parts) > 1 and all(parts):
        return max(min(map(per_million, parts)) / 10, RARE)
    return RARE


def base_forms(shapes: Sequence[Shape]) -> NDArray[np.object_]:
    """Give the base form of each type; empty where the type has no word."""
    forms = np.empty(len(shapes), dtype=object)
    forms[:] = [
        _COUNTRIES.get(core) or (base_form(word) if word else "") for _, core, _, word in shapes
    ]
    return forms


def roles(shapes: Sequence[Shape]) -> NDArray[np.uint32]:
    """What each type can be in a term, as bits."""
    return np.fromiter(map(_role, shapes), dtype=np.uint32, count=len(shapes))


def _role(shape: Shape) -> int:
    lead, core, trail, word = shape
    if not word or not core[0].isalpha():
        return BREAK_BEFORE | BREAK_AFTER
    bits = BREAK_BEFORE if lead else 0
    bare = without_possessive(word)
    kind = _edges().get(word) or _edges().get(bare)
    initial = core in SAINTS or (len(core) == 1 and core.isupper() and word not in "ai")
    if trail and not (trail == "." and (initial or kind in _TITLES or core in _COUNTRIES)):
        bits |= BREAK_AFTER
    bits |= POSSESSIVE if bare != word else 0
    bits |= CAPITAL if core[0].isupper() else LOWER
    bits |= PLURAL if bare.endswith("s") and base_form(word) != bare else 0
    if core in _COUNTRIES:
        return bits | CONTENT | PART | NOUN | LIKE_A_NAME
    if word in _NAMES_IN_COMPANY and core[0].isupper():
        bits |= MAY_BE_A_NAME
    if word in _LINKS:
        return bits | LINK
    if initial:
        return bits | INITIAL
    bits |= TITLE_PART if kind == "title_part" else TITLE if kind in _TITLES else 0
    if kind in _NEVER or len(bare) < 2 or not _reads_as_a_word(core):
        return bits
    known = _known().get(word) or _known().get(bare) or _known().get(base_form(word))
    if core[0].isupper() and (known.name if known else "-" not in core):
        bits |= LIKE_A_NAME
    noun = _can_be_noun(word, bare, known)
    bits |= NOUN if noun else 0
    if "-" in core and not noun and core.rpartition("-")[2].islower():
        bits |= COMPOUND_ADJECTIVE  # "Paris-based" is no part of a firm's name
    if kind in ("vague", "title_part"):
        return bits | PART
    if bare.endswith("ly") and not noun:
        return bits | WEAK
    if kind not in (None, "title"):
        return bits | WEAK | (BEGINS_NAMES if word in _BEGIN_NAMES else 0)
    if len(bare) == 2 and not core.isupper():
        return bits | PART
    return bits | CONTENT | PART


def _reads_as_a_word(core: str) -> bool:
    if "-" in core and _PARTY_AND_STATE.fullmatch(core):
        return False
    return core.isalnum() or all(c.isalnum() or c in "-'’.&" for c in core)


def _can_be_noun(word: str, bare: str, known: _Word | None) -> bool:
    if word in _known() or bare in _known():
        return known is not None and known.noun
    if "-" in bare:
        last = _known().get(bare.rpartition("-")[2])
        return last is None or last.noun
    return not bare.endswith(("ly", "ed", "ing"))
