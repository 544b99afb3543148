"""Rebuild ``background_english.tsv``: how often words occur in English, by their base form.

    pip install wordfreq spacy-lookups-data
    python tests/making/background_english.py

Frequencies are those of the PyPI package ``wordfreq`` (its small English list, all words that
occur once in a million or more; data under CC BY-SA 4.0). Irregular forms and parts of speech
are those of WordNet 3.0 as ``spacy-lookups-data`` ships it. Each row is a word as it is written:
its base form, how often a million words of English have that base form in any of its forms, whether
the word can be a noun (or is unknown to WordNet, as names are), and whether it is a name: whether
its capitalised form is the more usual by far in the frequencies that ``spacy-lookups-data`` has
for words as they are written.
"""

import gzip
import json
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

LEXICONS = Path(__file__).parents[2] / "mediakit" / "lexicons"

# Forms that WordNet or a rule would take back to a word that they are not a form of in the news.
THEIR_OWN = frozenset(
    """media data people ground wound found bore lay saw rose wed evening morning housing ruling
    hearing banking marketing clothing wedding building meeting being during united limited
    hundred news politics economics species series goods arms customs headquarters thing king
    nothing something anything everything bound felt spoke slew fed does us his its was has
    thus pass yes less unless this always perhaps across towards besides whose various
    christmas paris jesus texas las los as is need indeed speed feed seed breed proceed exceed
    succeed bed red shed sacred hatred""".split()
)
# A noun in -ing is a word of its own where it is this frequent beside its verb, and a plural that
# WordNet lists where it is this frequent beside its singular.
OWN_NOUN = 0.35
OWN_PLURAL = 1.0
# A name is capitalised e times as often as not.
NAME = 1.0


def lookup(name: str) -> Any:
    """One of the English tables of ``spacy-lookups-data``."""
    path = files("spacy_lookups_data").joinpath("data", f"en_{name}.json.gz")
    return json.loads(gzip.decompress(path.read_bytes()))


def regular_bases(word: str) -> list[tuple[str, str]]:
    """What a word could be a regular form of, each with the ending that was taken off."""
    bases: list[str] = []
    ending = next((e for e in ("ing", "ed", "s") if word.endswith(e)), "")
    if len(word) < 4 or not ending:
        return []
    stem = word[: -len(ending)]
    if ending == "s":
        if word.endswith(("ss", "is")):
            return []
        bases = [stem]
        if word.endswith("ies"):
            bases = [word[:-3] + "y", stem]
        elif word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
            bases = [stem, word[:-2]]
    else:
        bases = [stem, stem + "e"]
        if word.endswith("ied"):
            bases = [word[:-3] + "y"]
        elif len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
            bases = [stem[:-1], stem, stem + "e"]
    return [(base, ending) for base in bases if len(base) > 1]


def main() -> None:
    """Write the table."""
    from wordfreq import get_frequency_dict

    index = {kind: set(words) for kind, words in lookup("lemma_index").items()}
    irregular: dict[str, dict[str, list[str]]] = lookup("lemma_exc")
    log_probability: dict[str, float] = lookup("lexeme_prob")
    frequency = {
        word: share
        for word, share in get_frequency_dict("en", wordlist="small").items()
        if word.replace("'", "").replace("-", "").isalpha() and word.isascii()
    }
    # possessives are forms that a rule takes back, save of firms that are named so
    for word in [word for word in frequency if word.endswith("'s")]:
        if frequency[word] < frequency.get(word[:-2], 0):
            del frequency[word]

    unseen = min(log_probability.values())

    def is_name(word: str) -> bool:
        lower = log_probability.get(word, unseen)
        return log_probability.get(word.capitalize(), unseen) - lower > NAME

    names = set(filter(is_name, frequency))

    def base_of(word: str) -> str:
        if word in THEIR_OWN or word.endswith("'s"):
            return word
        if word in names:
            return word[:-1] if word.endswith("s") and word[:-1] in names & index["noun"] else word
        for kind in ("noun", "verb"):
            for base in irregular[kind].get(word, []):
                if base in frequency:
                    return base
        possible = [
            (base, ending)
            for base, ending in regular_bases(word)
            if base in frequency
            and base in (index["verb"] if ending != "s" else index["noun"] | index["verb"])
        ]
        if not possible:
            return word
        base, ending = max(possible, key=lambda pair: frequency[pair[0]])
        own = frequency[word] / frequency[base]
        if word in index["noun"] and own > (OWN_PLURAL if ending == "s" else OWN_NOUN):
            return word
        return base

    bases = {word: base_of(word) for word in frequency}
    total: defaultdict[str, float] = defaultdict(float)
    for word, base in bases.items():
        total[base] += frequency[word]

    known = set().union(*index.values())

    def can_be_noun(word: str, base: str) -> bool:
        if word in index["noun"] or (word not in known and base not in known):
            return True
        inflected_verb = word.endswith(("ed", "ing")) or word in irregular["verb"]
        return base in index["noun"] and not inflected_verb

    lines = ["word\tbase\tper_million\tnoun\tname"]
    for word in sorted(frequency):
        base = bases[word]
        per_million = f"{total[base] * 1e6:.3g}"
        if "e" in per_million:
            per_million = f"{float(per_million):.0f}"
        noun = int(can_be_noun(word, base))
        lines.append(f"{word}\t{base}\t{per_million}\t{noun}\t{int(word in names)}")
    path = LEXICONS / "background_english.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
