"""Rebuild ``difficulty_words.tsv``: how usual a word is in conversation, and how concrete it is.

    pip install spacy-lookups-data
    apt-get download wordnet-base wordnet-sense-index
    dpkg -x wordnet-base_*.deb wordnet; dpkg -x wordnet-sense-index_*.deb wordnet
    python tests/making/difficulty_words.py wordnet/usr/share/wordnet

A row is a base form of ``background_english.tsv``.

``talk_per_million`` says how often a million words of online conversation have it in any of its
forms: the frequencies in comments on Reddit that spaCy ships in ``spacy-lookups-data``.

``concrete`` says which share of its uses means something that can be seen or touched, or done with
the body. WordNet 3.0 files each sense under one of 45 headings and counts how often the sense
occurs in texts that were tagged by hand; the headings in ``CONCRETE`` are the concrete ones. A
sense without a count weighs little, the first one a little more. It is empty where WordNet
doesn't know the word.
"""

import csv
import gzip
import json
import math
import sys
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

LEXICONS = Path(__file__).parents[2] / "mediakit" / "lexicons"

# WordNet's headings in the order of its lexicographer files (man page lexnames(5WN))
HEADINGS = """
    adj.all adj.pert adv.all noun.Tops noun.act noun.animal noun.artifact noun.attribute noun.body
    noun.cognition noun.communication noun.event noun.feeling noun.food noun.group noun.location
    noun.motive noun.object noun.person noun.phenomenon noun.plant noun.possession noun.process
    noun.quantity noun.relation noun.shape noun.state noun.substance noun.time verb.body
    verb.change verb.cognition verb.communication verb.competition verb.consumption verb.contact
    verb.creation verb.emotion verb.motion verb.perception verb.possession verb.social
    verb.stative verb.weather adj.ppl
""".split()
CONCRETE = frozenset(
    """
    noun.animal noun.artifact noun.body noun.food noun.object noun.person noun.plant noun.substance
    verb.body verb.consumption verb.contact verb.motion verb.perception verb.weather
    """.split()
)
FIRST_SENSE, OTHER_SENSE = 0.5, 0.1  # what a sense weighs beside its count


def base_forms() -> dict[str, str]:
    """Words of the background table and their base forms."""
    with (LEXICONS / "background_english.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["word"]: row["base"] for row in rows}


def talk(base_of: dict[str, str]) -> dict[str, float]:
    """Uses of each base form in a million words of conversation."""
    path = files("spacy_lookups_data").joinpath("data", "en_lexeme_prob.json.gz")
    as_written: dict[str, float] = json.loads(gzip.decompress(path.read_bytes()))
    total: defaultdict[str, float] = defaultdict(float)
    for word, log_share in as_written.items():
        base = base_of.get(word.lower())
        if base is not None:
            total[base] += math.exp(log_share) * 1e6
    return total


def concreteness(wordnet: Path) -> dict[str, float]:
    """Share of each word's uses that is concrete."""
    weight: defaultdict[str, float] = defaultdict(float)
    concrete: defaultdict[str, float] = defaultdict(float)
    for line in (wordnet / "index.sense").read_text("utf-8").splitlines():
        key, _, number, count = line.split()
        word, _, sense = key.partition("%")
        uses = int(count) + (FIRST_SENSE if number == "1" else OTHER_SENSE)
        weight[word] += uses
        if HEADINGS[int(sense.split(":")[1])] in CONCRETE:
            concrete[word] += uses
    return {word: concrete[word] / weight[word] for word in weight}


def main(wordnet: Path) -> None:
    """Write the table."""
    base_of = base_forms()
    per_million, concrete = talk(base_of), concreteness(wordnet)
    lines = ["word\ttalk_per_million\tconcrete"]
    for base in sorted(set(base_of.values())):
        share = f"{concrete[base]:.2f}" if base in concrete else ""
        lines.append(f"{base}\t{float(f'{per_million[base]:.3g}'):.12g}\t{share}")
    path = LEXICONS / "difficulty_words.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
