"""Lists of cues with conditions, read from tables and made ready for matching.

A lexicon is up to three tables. `<name>.tsv` lists cues of one to five words with category,
strength, inflection and the rule of context they stand under. `<name>_context.tsv` says when a
rule keeps or drops a cue. `<name>_classes.tsv` names sets of words that rules ask for.

A condition such as ``-1:determiner`` asks for the word before the cue, ``+2=that|to`` for the
second word after it, ``0:capital`` for the cue's own first word; ``!`` denies. No condition
reaches further than five words, nor over a break: punctuation other than quotation marks, or the
end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, product

import numpy as np
from numpy.typing import NDArray

from mediakit import lexicons
from mediakit.anatomy import BEGINS_UPPER
from mediakit.spelling import spelling
from mediakit.tokenising import Frame
from mediakit.vocabulary import Types, WordFact, among, look_up

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: What a condition can ask of a word's form, one bit each.
FORMS = (
    "number",
    "capital",
    "plural",
    "adverb",
    "adjective_shaped",
    "superlative",
    "genitive",
    "gerund",
    "participle",
)
BREAK = "break"

_ADJECTIVE_ENDINGS = (
    "al ent ant ive ous able ible ic ful less ary ory ish ed ing ate lar ile ine".split()
)
_CONDITION = re.compile(r"(!?)([+-]?[0-5])([:=])(.+)")


@dataclass(frozen=True)
class Condition:
    """One condition of a rule: what the word at an offset from the cue has to be.

    Exactly one of `words` (which words of the lexicon will do) and `form` (a bit of
    :data:`FORMS`) is given; neither asks for a break.
    """

    offset: int
    denied: bool
    words: Bools | None = None
    form: int = 0


@dataclass(frozen=True)
class Rule:
    """Conditions under which a cue is dropped, and those of which one must hold to keep it."""

    drop: tuple[tuple[Condition, ...], ...]
    keep: tuple[tuple[Condition, ...], ...]


@dataclass(frozen=True, eq=False)
class CueLexicon:
    """A list of cues made ready for matching. Arrays of cues have one element an entry.

    Attributes
    ----------
    known : fact of words
        Number of a word in this lexicon; 0 for words that it never mentions.
    form : fact of words
        Bits of :data:`FORMS`, but for those that :func:`form_of_type` tells.
    begins : array of int, one a word
        The state that a word leads to as the first of a cue; 0 for a word that begins none.
    is_entry, begins_longer : array of bool, one a word
        Whether a word is a cue by itself; whether it is the first of a longer one.
    begins_with : array of bool, a row and a column for each word
        Whether some cue begins with these two words.
    goes_on : array of bool, one a word
        Whether it is a later word of any cue.
    edges, targets : array of int
        The trie of all forms of all cues: sorted ``state * n_words + word``, and the state each
        leads to. State 0 is the root.
    first_entry, entries : array of int
        Which entries a state completes: ``entries[first_entry[s] : first_entry[s + 1]]``.
    rule : array of int
        Number of the rule that an entry stands under; -1 for none.
    """

    cue: Sequence[str]
    category: NDArray[np.object_]
    strength: NDArray[np.float64]
    rule: Ints
    rules: Sequence[Rule]
    known: WordFact
    form: WordFact
    n_words: int
    begins: Ints
    is_entry: Bools
    begins_longer: Bools
    begins_with: Bools
    goes_on: Bools
    edges: Ints
    targets: Ints
    first_entry: Ints
    entries: Ints


@cache
def cue_lexicon(name: str, context: str | None = None) -> CueLexicon:
    """Read a list of cues.

    Parameters
    ----------
    name : str
        Which list, such as ``"hedging"``.
    context : str, optional
        Whose rules and classes of words the list uses, where not its own.

    Raises
    ------
    ValueError
        No such list, or one that names a rule, a class or a condition that is not there.
    """
    listed = lexicons.rows(name)
    context = context or name
    classes = {r["class"]: r["words"].split() for r in lexicons.rows(f"{context}_classes")}
    conditions = lexicons.rows(f"{context}_context")
    named_rules: dict[str, list[tuple[str, list[str]]]] = {}
    for row in conditions:
        named_rules.setdefault(row["rule"], []).append((row["verdict"], row["when"].split()))
    forms = [list(cue_forms(row["cue"], row["inflect"])) for row in listed]
    asked = [
        condition.split("=")[1].split("|")
        for row in conditions
        for condition in row["when"].split()
        if "=" in condition
    ]
    words = {""}.union(*classes.values(), *asked, *(f.split() for f in chain(*forms)))
    numbers = {word: number for number, word in enumerate(sorted(words))}
    # of entries with the same words: those written out before inflected ones, the strongest first
    rank = [(row["inflect"] != "none", -float(row["strength"])) for row in listed]
    order = sorted(range(len(listed)), key=rank.__getitem__)
    edges, targets, first_entry, entries = _trie(order, forms, numbers)
    at_root = edges < len(numbers)
    begins = np.zeros(len(numbers), dtype=np.int64)
    begins[edges[at_root]] = targets[at_root]
    goes_on = np.zeros(len(numbers), dtype=bool)
    goes_on[edges[~at_root] % len(numbers)] = True
    is_entry = (begins > 0) & (np.diff(first_entry)[begins] > 0)
    word_of_state = np.zeros(len(first_entry), dtype=np.int64)
    word_of_state[targets[at_root]] = edges[at_root]
    begins_with = np.zeros((len(numbers), len(numbers)), dtype=bool)
    begins_with[word_of_state[edges // len(numbers)], edges % len(numbers)] = True
    begins_with[0] = False
    rule_number = {"": -1, **{rule: number for number, rule in enumerate(named_rules)}}
    unknown = {row["context"] for row in listed} - set(rule_number)
    if unknown:
        raise ValueError(f"{name}: no such rule of context: {', '.join(sorted(unknown))}")

    def known(words: Sequence[str]) -> NDArray[np.int32]:
        return look_up(words, numbers, np.int32)

    return CueLexicon(
        cue=[row["cue"] for row in listed],
        category=np.array([row["category"] for row in listed], dtype=object),
        strength=np.array([float(row["strength"]) for row in listed]),
        rule=np.array([rule_number[row["context"]] for row in listed], dtype=np.int64),
        rules=[_rule(lines, classes, numbers) for lines in named_rules.values()],
        known=known,
        form=_form_reader({key: frozenset(value) for key, value in classes.items()}),
        n_words=len(numbers),
        begins=begins,
        is_entry=is_entry,
        begins_longer=begins_with.sum(axis=1) > 0,
        begins_with=begins_with,
        goes_on=goes_on,
        edges=edges,
        targets=targets,
        first_entry=first_entry,
        entries=entries,
    )


def _trie(
    order: Sequence[int], forms: Sequence[Sequence[str]], numbers: dict[str, int]
) -> tuple[Ints, Ints, Ints, Ints]:
    child: dict[int, int] = {}
    completed: list[list[int]] = [[]]
    for entry in order:
        for form in forms[entry]:
            state = 0
            for word in form.split():
                state = child.setdefault(state * len(numbers) + numbers[word], len(completed))
                if state == len(completed):
                    completed.append([])
            completed[state].append(entry)
    edges = np.array(sorted(child), dtype=np.int64)
    targets = np.array([child[int(edge)] for edge in edges], dtype=np.int64)
    first_entry = np.append(0, np.cumsum([len(c) for c in completed], dtype=np.int64))
    return edges, targets, first_entry, np.array([*chain(*completed)], dtype=np.int64)


def _rule(
    lines: Sequence[tuple[str, Sequence[str]]],
    classes: dict[str, list[str]],
    numbers: dict[str, int],
) -> Rule:
    alternatives: dict[str, list[tuple[Condition, ...]]] = {"drop": [], "keep": []}
    for verdict, when in lines:
        alternatives[verdict].append(tuple(_condition(c, classes, numbers) for c in when))
    return Rule(drop=tuple(alternatives["drop"]), keep=tuple(alternatives["keep"]))


def _condition(written: str, classes: dict[str, list[str]], numbers: dict[str, int]) -> Condition:
    parts = _CONDITION.fullmatch(written)
    if parts is None:
        raise ValueError(f"not a condition: {written!r}; one looks like '-1:determiner'")
    denied, offset, kind, what = parts[1] == "!", int(parts[2]), parts[3], parts[4]
    if kind == ":" and what == BREAK:
        return Condition(offset, denied)
    if kind == ":" and what in FORMS:
        return Condition(offset, denied, form=1 << FORMS.index(what))
    if kind == ":" and what not in classes:
        raise ValueError(f"{written!r}: no such class; there are {', '.join([*classes, *FORMS])}")
    words = np.zeros(len(numbers), dtype=bool)
    words[[numbers[word] for word in (what.split("|") if kind == "=" else classes[what])]] = True
    return Condition(offset, denied, words=words)


def form_of_type(types: Types) -> NDArray[np.uint16]:
    """Bits of :data:`FORMS` that a word alone doesn't tell: its capital, an apostrophe after it."""
    capital, genitive = (np.uint16(1 << FORMS.index(form)) for form in ("capital", "genitive"))
    owner = types.of_frames(_ends_in_apostrophe) & types.of_words(_ends_in_s)
    return capital * (types.looks & BEGINS_UPPER > 0) | genitive * owner


def _ends_in_apostrophe(frames: Sequence[Frame]) -> Bools:
    return np.array([f.has_core and f.trail in ("'", "’") for f in frames], dtype=bool)


def _ends_in_s(words: Sequence[str]) -> Bools:
    return spelling(words).ending("s")


def _form_reader(classes: dict[str, frozenset[str]]) -> WordFact:
    """Make the fact that gives words their bits of :data:`FORMS`.

    The classes `<form>_also` and `<form>_never` are exceptions to what a word's ending tells.
    """
    nothing: frozenset[str] = frozenset()
    numbers = classes.get("number_word", nothing)

    def form(words: Sequence[str]) -> NDArray[np.uint16]:
        spelled = spelling(words)
        size, ends = spelled.sizes, spelled.ending
        number = spelled.beginning_with_digit
        for place in np.flatnonzero(~number & spelled.having("-")).tolist():
            number[place] = words[place].split("-")[0] in numbers
        adjective = (size > 4) & ends(*_ADJECTIVE_ENDINGS) & ~ends("ment")
        told = {
            "plural": (size > 3) & ends("s") & ~ends("ss", "us", "is", "'s"),
            "adverb": (size > 4) & ends("ly"),
            "superlative": (size > 4) & ends("est"),
            "adjective_shaped": adjective | ((size > 5) & spelled.beginning("un")),
            "number": number,
            "genitive": ends("'s"),
            "gerund": (size > 4) & ends("ing"),
            "participle": (size > 3) & ends("ed"),
        }
        bits = np.zeros(len(words), dtype=np.uint16)
        for number_of_form, name in enumerate(FORMS):
            holds = told.get(name, np.zeros(len(words), dtype=bool))
            if f"{name}_never" in classes:
                holds &= ~among(words, classes[f"{name}_never"])
            if f"{name}_also" in classes:
                holds |= among(words, classes[f"{name}_also"])
            bits[holds] |= 1 << number_of_form
        return bits

    return form


# Forms of a cue

_AMERICAN = (
    (re.compile(r"(?<=[a-z]{4})is(?=e$|es$|ed$|ing$)"), "iz"),  # hypothesised
    (re.compile(r"(?<=[a-z]{2})our(?=$|s$|ed$|hood$)"), "or"),  # rumoured
    (re.compile(r"^sceptic"), "skeptic"),
    (re.compile(r"^archaeo"), "archeo"),
    (re.compile(r"^judgement"), "judgment"),
    (re.compile(r"^spectre"), "specter"),
    (re.compile(r"(?<=[a-z])-(?=[a-z])"), " "),  # well-known
)
_PAST_TENSE = {"is": "was", "are": "were", "has": "had"}
_CONTRACTED = (
    (re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|could|would) not\b"), r"\1n't"),
    (re.compile(r"\bcannot\b"), "can't"),
    (re.compile(r"\bcannot\b"), "can not"),
    (re.compile(r"\b(it|there|that|who|what) (?:is|has)\b"), r"\1's"),
    (re.compile(r"\b(i|we|they|you) (?:have)\b"), r"\1've"),
    (re.compile(r"\b(i|we|they|you|he|she) would\b"), r"\1'd"),
    (re.compile(r"\bi am\b"), "i'm"),
    (re.compile(r"\b(we|they|you) are\b"), r"\1're"),
)


def cue_forms(cue: str, inflect: str = "none") -> Iterator[str]:
    """Give the forms of a cue: inflected, contracted, in American spelling, without hyphens.

    Parameters
    ----------
    cue : str
        In British spelling, in lower case.
    inflect : {"none", "verb", "noun", "be"}
        What is inflected: nothing, the first word as a regular verb, the last as a noun, or the
        tense of "is", "are" and "has".

    Examples
    --------
    >>> list(cue_forms("imply", "verb"))
    ['imply', 'implies', 'implied', 'implying']
    >>> list(cue_forms("it is rumoured"))
    ['it is rumoured', 'it is rumored', "it's rumoured", "it's rumored"]
    >>> list(cue_forms("do not know"))
    ['do not know', "don't know"]
    """
    first, *rest = cue.split()
    inflected = [cue]
    if inflect == "verb":
        inflected = [" ".join([form, *rest]) for form in _verb_forms(first)]
    elif inflect == "noun":
        *before, noun = cue.split()
        inflected = [" ".join([*before, form]) for form in (noun, _with_s(noun))]
    elif inflect == "be":
        inflected.append(" ".join(_PAST_TENSE.get(word, word) for word in cue.split()))
    several = [form for form in inflected if " " in form or "cannot" in form]
    contracted = [pattern.sub(by, form) for pattern, by in _CONTRACTED for form in several]
    whole = dict.fromkeys([*inflected, *contracted])
    yield from dict.fromkeys(chain.from_iterable(map(_spellings, whole)))


def _spellings(cue: str) -> Iterator[str]:
    return map(" ".join, product(*(_of_word(word) for word in cue.split())))


@cache
def _of_word(word: str) -> dict[str, None]:
    return dict.fromkeys([word, *(pattern.sub(by, word) for pattern, by in _AMERICAN)])


def _verb_forms(verb: str) -> list[str]:
    if re.search(r"[^aeiou]y$", verb):
        past = verb[:-1] + "ied"
    else:
        past = verb + ("d" if verb.endswith("e") else "ed")
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    return [verb, _with_s(verb), past, stem + "ing"]


def _with_s(word: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return word + "es"
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"
