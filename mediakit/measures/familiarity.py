"""Which words are familiar to nearly every reader: Dale's list, with Dale and Chall's rules.

The list of about 3,000 words known to four in five American fourth-graders comes with textstat.
It gives base forms; which inflections count as familiar is laid down in the instructions of 1948.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mediakit.spelling import spelling
from mediakit.vocabulary import among

# Words without inflected forms of their own; "her" + "ing" is not "herring".
_UNINFLECTED = """
    and are but for from her him his how its not our she than that the thee their them then these
    they this those thy what when where which who whom whose why with you your ate did had has was
    were been went came gave got men women feet geese mice teeth people
"""
_SHORT_VERBS = frozenset({"go", "do", "be", "ax", "ox"})

# Short for words on the list, or named in the instructions; "Ms." stands beside Mr. and Mrs.
_ABBREVIATIONS = """
    jan feb apr aug sept sep oct nov dec mon tue tues thu thur thurs fri mr mrs ms dr st
    u.s us a.m am p.m pm
"""

_ONE_SYLLABLE_THAT_DOUBLES = re.compile(r"[^aeiouy]*(?:qu)?[aeiouy][bdfglmnprtvz]")
_MAY_DOUBLE = re.compile(r".*[^aeiou][aeiou][bdgklmnprt]")
_HISSES = re.compile(r".*(?:[sxz]|ch|sh)")
_PARTICIPLE_IN_N = re.compile(r".*(?:ow|aw|ew|ee|ive|ake|ise)")
_NUMERAL = re.compile(r"[$£€]?\d[\d.,:/]*(?:%|°|s|'s|st|nd|rd|th|a\.?m|p\.?m)?")
_CLITIC = re.compile(r"(.+?)(?:'s|s'|n't|'ll|'re|'ve|'d|'m|')")


def familiar(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether each word is familiar by the rules of Dale and Chall (1948).

    Parameters
    ----------
    words : sequence of str
        Words in lower case, with straight apostrophes and without punctuation around them.

    Returns
    -------
    array of bool
        False for an empty word.

    Notes
    -----
    Familiar are words on the list and, of these: plurals and possessives in -s, -es, -ies; verb
    forms in -s, -ies, -d, -ed, -ied, -ing and participles in -n, the last consonant doubled where
    spelling asks for it; comparatives and superlatives of adjectives; adverbs in -ly where nothing
    else changes. Numbers are familiar, and hyphenated words all of whose parts are. Unfamiliar
    are irregular forms that the list doesn't have, nouns in -er, words in -y, -en, -ment, -tion
    and the like, and words with two endings. Names of persons and places are familiar too, but
    only the text shows what is a name: that is left to the caller. The instructions say nothing
    of contractions; here one is familiar if the word before the apostrophe is.

    Dale, E. & Chall, J. S. (1948). A formula for predicting readability: instructions.
    Educational Research Bulletin, 27(2), 37-54.

    Examples
    --------
    >>> familiar(["army", "armies", "bravest", "well-known", "couldn't", "1,947"]).tolist()
    [True, True, True, True, True, True]
    >>> familiar(["oxen", "treatment", "clippings", "easily", "herring", ""]).tolist()
    [False, False, False, False, False, False]
    """
    found = among(words, familiar_forms())
    for place in np.flatnonzero(~found & ~spelling(words).letters_alone).tolist():
        found[place] = _familiar_by_parts(words[place])
    return found


@cache
def familiar_words() -> frozenset[str]:
    """Words of Dale's list as textstat ships it, read without importing textstat.

    Raises
    ------
    FileNotFoundError
        If textstat is not installed.

    Examples
    --------
    >>> "acorn" in familiar_words(), "acorns" in familiar_words()
    (True, False)
    """
    spec = find_spec("textstat")  # finds the folder; importing textstat takes more than a second
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("Dale's word list comes with textstat, which is not installed.")
    folder = Path(spec.submodule_search_locations[0])
    lines = (folder / "resources" / "en" / "easy_words.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip().rstrip(".") for line in lines if " " not in line.strip())


@cache
def familiar_forms() -> frozenset[str]:
    """Words of the list with all their inflections that count as familiar.

    Examples
    --------
    >>> {"drop", "dropped", "dropping", "grown", "soundly"} <= familiar_forms()
    True
    """
    words = familiar_words() - {""}
    text = files("mediakit").joinpath("lexicons", "familiar_adjectives.tsv").read_text("utf-8")
    forms = {*words, *_ABBREVIATIONS.split()}
    for word in words.difference(_UNINFLECTED.split()):
        if word.isalpha() and (len(word) > 2 or word in _SHORT_VERBS):
            forms.update(_inflections(word))
    for adjective in text.splitlines()[1:]:
        forms.update(_before_e(adjective, "er"), _before_e(adjective, "est"))
    return frozenset(forms) - {"woolly"}  # no adverb; the instructions name it as unfamiliar


def _inflections(word: str) -> Iterator[str]:
    """Regular forms of a noun, verb or adverb, comparisons left out."""
    if word.endswith("y") and word[-2] not in "aeiou":
        yield word[:-1] + "ies"
    elif _HISSES.fullmatch(word):
        yield word + "es"
    else:
        yield word + "s"
        if word.endswith("o"):
            yield word + "es"
    yield from _before_e(word, "ed")
    if word.endswith("ie"):
        yield word[:-2] + "ying"
    elif word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        yield word[:-1] + "ing"
    else:
        yield from _doubled(word, "ing")
    if _PARTICIPLE_IN_N.fullmatch(word):
        yield word + "n"
    yield word + "ly"


def _before_e(word: str, ending: str) -> Iterator[str]:
    """Add -ed, -er or -est: "brave" drops its e, "pretty" changes its y, "red" doubles its d."""
    if word.endswith("e"):
        yield word + ending[1:]
    elif word.endswith("y") and word[-2] not in "aeiou":
        yield word[:-1] + "i" + ending
    else:
        yield from _doubled(word, ending)


def _doubled(word: str, ending: str) -> Iterator[str]:
    if _ONE_SYLLABLE_THAT_DOUBLES.fullmatch(word):
        yield word + word[-1] + ending
        return
    yield word + ending
    if _MAY_DOUBLE.fullmatch(word):
        yield word + word[-1] + ending


def _familiar_by_parts(word: str) -> bool:
    """Look at numerals, possessives, contractions and hyphenated words."""
    if word.isalpha() or not word:
        return False
    if (word[0].isdigit() or word[0] in "$£€") and _NUMERAL.fullmatch(word):
        return True
    if word.endswith(".") and word[:-1] in familiar_forms():
        return True
    if "-" in word:
        parts = [part for part in word.split("-") if part]
        return bool(parts) and all(map(_familiar_part, parts))
    clitic = _CLITIC.fullmatch(word)
    if clitic is None:
        return False
    # "girls'": the s belongs to the plural
    host = word[:-1] if word.endswith("s'") else clitic[1]
    return _familiar_part(host)


def _familiar_part(word: str) -> bool:
    return word in familiar_forms() or _familiar_by_parts(word)
