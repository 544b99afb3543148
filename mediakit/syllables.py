"""How many syllables a word has when it is read aloud.

A word that the CMU Pronouncing Dictionary has gets the syllables of its first pronunciation
there, as in textstat. Numerals, initials and compounds are taken apart and read aloud. What is
left, mostly names and new words, is counted by letter patterns learnt from the dictionary:
groups of vowel letters, plus the weights of the patterns that the word contains.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from mediakit.lexicons import whole_numbers
from mediakit.spelling import spelling
from mediakit.syllable_patterns import VOWELS, count_syllables_by_pattern

_PART = re.compile(
    r"(?P<initials>[a-z](?:\.[a-z])+(?![a-z']))"
    r"|(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)"
    r"(?P<decimals>(?:\.[0-9]+)*)(?P<ending>(?:st|nd|rd|th|'?s)(?![a-z]))?"
    r"|(?P<letters>[a-z]+(?:'[a-z]+)*)"
)
# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_SOUNDED_E = re.compile(r"é(?='?s?$)")  # "rosé" has a syllable more than "rose"
# "boss's", "bosses": one syllable more
_HISSES = ("s", "x", "z", "ch", "sh", "ce", "ge", "se", "xe", "ze")
_PURE_SOUND = re.compile(r"h*m+|s+h+|b+r+|g+r+|z+|p+f+t+|p+s+t+|t+s+k+|h+r*m+ph*")
_SPELLED_OUT_AT_MOST = 6
_AFTER_NUMBER = {"m": 2, "am": 2}  # "5m" is five million; CMUdict has only the word "am"

_CAPITALS = re.compile(r"([A-Z]{2,6})(['’]?s)?\.?")
LONGEST_IN_CAPITALS = 8  # characters that this pattern can have, the stop left out
# Read letter by letter in capitals, although there is a word that is spelled alike.
_SPELLED_CAPITALS = frozenset({"aca", "ag", "ai", "dea", "id", "ira", "la", "sec", "un", "us"})
_ROMAN_NUMERALS = {
    "ii": 1,
    "iii": 1,
    "iv": 1,
    "vi": 1,
    "vii": 2,
    "viii": 1,
    "ix": 1,
    "xi": 3,
    "xii": 1,
}
#: Read in full where a capital begins them and a full stop follows.
ABBREVIATIONS = dict(
    re.findall(
        r"(\w+)=(\w+)",
        """
    sen=senator gov=governor rep=representative gen=general lt=lieutenant col=colonel maj=major
    capt=captain adm=admiral sgt=sergeant prof=professor rev=reverend dr=doctor dept=department
    jan=january feb=february mar=march apr=april jul=july aug=august sept=september oct=october
    nov=november dec=december
    ala=alabama ariz=arizona ark=arkansas calif=california colo=colorado conn=connecticut
    del=delaware fla=florida ga=georgia ill=illinois ind=indiana kan=kansas ky=kentucky
    la=louisiana md=maryland mass=massachusetts mich=michigan minn=minnesota miss=mississippi
    mo=missouri mont=montana neb=nebraska nev=nevada okla=oklahoma ore=oregon pa=pennsylvania
    tenn=tennessee tex=texas vt=vermont va=virginia wash=washington wis=wisconsin wyo=wyoming
    """,
    )
)

_ONES = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)  # zero to nineteen
_HUNDRED = 2
_SCALES = (0, 2, 2, 2, 2)  # thousand, million, billion, trillion
_LONGEST_NUMBER_READ_AS_ONE = 15


@cache
def known_words() -> Mapping[str, int]:
    """Syllables of the first pronunciation of each word in the CMU Pronouncing Dictionary.

    Examples
    --------
    >>> known_words()["newspaper"]
    3
    """
    return whole_numbers("cmudict_syllables")


def count_syllables(words: Sequence[str], forms: Sequence[str] | None = None) -> NDArray[np.int64]:
    """Count the syllables of words.

    Parameters
    ----------
    words : sequence of str
        In lower case, with straight apostrophes.
    forms : sequence of str, optional
        The words as they stand in the text, with the full stop after them if there is one.
        Where given, capitals and abbreviations are told apart: "US" has two syllables and "us"
        one, "Sen." is read as "senator".

    Returns
    -------
    array of int
        At least 1 for what has a letter or digit, 0 for anything else.

    Raises
    ------
    ValueError
        There are not as many forms as words.

    Notes
    -----
    Numerals are read aloud as Flesch (1948) asks: "1918" is nineteen-eighteen, four syllables.
    Four digits that may be a year are read in pairs; numbers of more than 15 digits, and those
    that begin with a zero, digit by digit.

    Words that the dictionary lacks: possessives, plurals and past tenses follow the word they
    come from, compounds are the sum of their parts, letters without a vowel are spelled out.
    For the rest see :func:`count_syllables_by_pattern`.

    References
    ----------
    .. [1] Carnegie Mellon University, The CMU Pronouncing Dictionary.
    .. [2] Flesch, R. (1948). A new readability yardstick. Journal of Applied Psychology 32.

    Examples
    --------
    >>> count_syllables(["newspaper", "1918", "3.5", "21st", "u.s", "well-read", "zorvania's"])
    array([3, 4, 3, 3, 2, 2, 4])
    >>> count_syllables(["us", "us", "sen"], forms=["us", "US", "Sen."])
    array([1, 2, 3])
    """
    counts, _ = syllables_and_longest_part(words)
    if forms is None:
        return counts
    by_form = count_syllables_by_form(words, forms)
    return np.where(by_form, by_form, counts)


def syllables_and_longest_part(
    words: Sequence[str],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count the syllables of words, and those of the longest part of what hyphens join.

    Examples
    --------
    >>> syllables_and_longest_part(["well-educated", "paper"])
    (array([5, 2]), array([4, 2]))
    """
    known, spelled_out = known_words(), spelling(words)
    counts = np.fromiter(map(known.get, words, repeat(-1)), dtype=np.int64, count=len(words))
    hyphenated = np.flatnonzero(spelled_out.having("-"))
    parts = [words[place].split("-") for place in hyphenated.tolist()]
    total, longest_part = _of_parts(parts)
    of_letters = ["".join(several).isalpha() and "".join(several).isascii() for several in parts]
    is_sum = np.array(of_letters, dtype=bool) & (counts[hyphenated] < 0)
    counts[hyphenated[is_sum]] = total[is_sum]

    # what is counted by its letters alone, all at once: most new words and names, parts of words
    by_letters = (counts < 0) & spelled_out.plain & spelled_out.letters_alone
    by_letters &= spelled_out.having("aeiouy") & ~spelled_out.ending("s", "ed")
    belongs_to = np.flatnonzero(by_letters).tolist()
    spelled = [words[place] for place in belongs_to]
    counts[by_letters] = 0
    for place in np.flatnonzero((counts <= 0) & ~by_letters).tolist():
        before = len(spelled)
        counts[place] = _read_aloud(words[place], spelled)
        belongs_to += [place] * (len(spelled) - before)
    np.add.at(counts, belongs_to, count_syllables_by_pattern(spelled))
    longest = counts.copy()
    longest[hyphenated] = longest_part
    return counts, longest


def _of_parts(parts: Sequence[Sequence[str]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sums and maxima of the syllables of parts, each distinct part looked at once."""
    distinct = list(dict.fromkeys(chain.from_iterable(parts)))
    if not distinct:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    syllables = dict(zip(distinct, count_syllables(distinct).tolist(), strict=True))
    edges = np.cumsum([0, *map(len, parts)])
    counts = np.array([syllables[part] for part in chain.from_iterable(parts)], dtype=np.int64)
    return np.add.reduceat(counts, edges[:-1]), np.maximum.reduceat(counts, edges[:-1])


def count_syllables_by_form(words: Sequence[str], forms: Sequence[str]) -> NDArray[np.int64]:
    """Count the syllables of what its capitals or its full stop tell how to read; 0 elsewhere.

    Examples
    --------
    >>> count_syllables_by_form(["us", "us", "sen"], ["us", "US", "Sen."])
    array([0, 2, 3])
    """
    counts = [syllables_by_form(word, form) for word, form in zip(words, forms, strict=True)]
    return np.array(counts, dtype=np.int64)


def _read_aloud(word: str, spelled: list[str]) -> int:
    """Syllables of a word that the dictionary lacks, or has without a vowel.

    What only its letters tell counts 0 here, and is added to `spelled`.
    """
    plain = _without_accents(word)
    if plain.endswith("'s"):
        return _sum_of_parts(plain[:-2], spelled) + _adds_a_syllable(plain[:-2])
    before = len(spelled)
    syllables = _sum_of_parts(plain.rstrip("'"), spelled)
    if syllables or len(spelled) > before:
        return syllables
    return int(any(map(str.isalnum, word)))


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return _letters(_SOUNDED_E.sub("ay", unicodedata.normalize("NFC", word)))


def _letters(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word).translate(_PLAIN)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _sum_of_parts(text: str, spelled: list[str]) -> int:
    known = known_words().get(text)
    if known is not None:
        return max(1, known)
    if text.isascii():  # most are a word or a number, and need no pattern
        if text.isalpha():
            return _word(text, spelled)
        if text.isdigit():
            return _number(text, "", "")
    syllables = 0
    for part in _PART.finditer(text):
        if part["letters"]:
            after_number = part.start() > 0 and text[part.start() - 1].isdigit()
            units = _AFTER_NUMBER if after_number else {}
            syllables += units.get(part["letters"]) or _word(part["letters"], spelled)
        elif part["number"]:
            syllables += _number(part["number"], part["decimals"], part["ending"] or "")
        else:
            syllables += _spelled_out(part["initials"])
    return syllables


def _word(word: str, spelled: list[str]) -> int:
    known = known_words()
    if word in known:
        return max(1, known[word])
    if word.endswith("s") and not word.endswith("ss"):
        if word.endswith("es") and word[:-2] in known and _adds_a_syllable(word[:-2]):
            return known[word[:-2]] + 1
        if len(word) > 4 and word[:-1] in known:
            return known[word[:-1]] + _adds_a_syllable(word[:-1])
    if len(word) > 5 and word.endswith("ed"):
        for stem in (word[:-1], word[:-2]):
            if stem in known:
                return known[stem] + stem.endswith(("t", "d", "te", "de"))
    if not VOWELS.search(word) and len(word) <= _SPELLED_OUT_AT_MOST:
        return 1 if _PURE_SOUND.fullmatch(word) else _spelled_out(word)
    spelled.append(word)
    return 0


def _adds_a_syllable(stem: str) -> bool:
    """Whether a plural or possessive *s* is a syllable of its own after this stem."""
    return stem.endswith(_HISSES)


def _spelled_out(letters: str) -> int:
    return sum(3 if letter == "w" else 1 for letter in letters if letter.isalpha())


def syllables_by_form(word: str, form: str) -> int:
    """Syllables of an abbreviation or of a word in capitals; 0 where it is read like any word."""
    if not (form[1:2].isupper() or form.endswith(".")):
        return 0
    if form.endswith(".") and form[0].isupper() and word in ABBREVIATIONS:
        return known_words()[ABBREVIATIONS[word]]
    capitals = _CAPITALS.fullmatch(form)
    if capitals is None:
        return 0
    letters, ending = capitals[1].lower(), capitals[2]
    if letters in _ROMAN_NUMERALS and not ending:
        return _ROMAN_NUMERALS[letters]
    known = known_words()
    adds = ending is not None and _adds_a_syllable(letters)
    if letters in _SPELLED_CAPITALS or (len(letters) <= 3 and letters not in known):
        return _spelled_out(letters) + adds
    return known[letters] + adds if ending and letters in known else 0  # "CEOs"


def _number(digits: str, decimals: str, ending: str) -> int:
    """Syllables of a numeral: its digits, ``.5`` and the like, and ``th``, ``s`` or nothing."""
    syllables = _decimals(decimals)
    grouped = "," in digits
    digits = digits.replace(",", "")
    if len(digits) > _LONGEST_NUMBER_READ_AS_ONE or (digits[0] == "0" and len(digits) > 1):
        return syllables + _digit_by_digit(digits)
    number = int(digits)
    if not grouped and not decimals and _may_be_a_year(number):
        syllables += _pairs(number)
    else:
        syllables += _cardinal(number)
    if ending in ("st", "nd", "rd", "th"):
        return syllables + _ordinal_adds(number)
    sixes = number % 10 == 6 and number % 100 != 16
    return syllables + (ending != "" and sixes)


def _decimals(decimals: str) -> int:
    return decimals.count(".") + _digit_by_digit(decimals)  # "point" has one syllable


def _digit_by_digit(digits: str) -> int:
    """One syllable a digit, zero read as "oh", and a second one for seven."""
    return len(digits) - digits.count(".") + digits.count("7")


def _may_be_a_year(number: int) -> bool:
    return 1010 <= number <= 1999 or 2010 <= number <= 2099


def _pairs(number: int) -> int:
    """Nineteen-eighteen, nineteen-oh-five, nineteen hundred."""
    century, year = divmod(number, 100)
    if year == 0:
        return _below_hundred(century) + _HUNDRED
    return _below_hundred(century) + (year < 10) + _below_hundred(year)


def _cardinal(number: int) -> int:
    if number == 0:
        return _ONES[0]
    syllables = 0
    for scale in _SCALES:
        number, group = divmod(number, 1000)
        if group:
            hundreds, rest = divmod(group, 100)
            syllables += scale + _below_hundred(rest)
            syllables += _ONES[hundreds] + _HUNDRED if hundreds else 0
    return syllables


def _below_hundred(number: int) -> int:
    if number == 0:
        return 0
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return (3 if tens == 7 else 2) + (_ONES[ones] if ones else 0)  # seventy has three


def _ordinal_adds(number: int) -> int:
    """Second has one syllable more than two, twentieth one more than twenty."""
    last_two = number % 100
    return int((last_two % 10 == 2 and last_two != 12) or (last_two >= 20 and last_two % 10 == 0))
