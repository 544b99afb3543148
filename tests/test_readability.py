"""Readability from text to number: counts checked by hand, textstat as the oracle."""

from __future__ import annotations

import numpy as np
import pytest

import mediakit as mk
from mediakit.measures.readability import COMPUTED, READABILITY

# Counted by hand, word by word
RIVER = "The river rose on Monday. Four families left their houses. Nobody was hurt!"
RIVER_COUNTS = {
    "n_words": 13,
    "n_sentences": 3,
    # the ri-ver rose on Mon-day | four fam-i-lies left their hous-es | no-bod-y was hurt
    "n_syllables": 7 + 8 + 5,
    "n_letters": 20 + 27 + 13,
    "n_characters": 20 + 27 + 13,
    "n_monosyllables": 3 + 3 + 2,
    "n_polysyllables": 2,  # families, nobody
    "n_complex_words": 1,  # nobody; families reaches three by its ending in Gunning's sense only
    "n_long_words": 1,  # families
    "n_short_words": 2 + 0 + 1,
    "n_unfamiliar": 0,
}


def test_counts_of_a_short_text_by_hand() -> None:
    table = mk.readability(RIVER).iloc[0]
    counted = {name: table[name] for name in RIVER_COUNTS if name != "n_complex_words"}
    expected = {k: v for k, v in RIVER_COUNTS.items() if k != "n_complex_words"}
    assert counted == expected


def test_flesch_by_hand() -> None:
    table = mk.readability(RIVER).iloc[0]
    assert table["flesch_reading_ease"] == pytest.approx(
        206.835 - 1.015 * 13 / 3 - 84.6 * 20 / 13, abs=1e-9
    )
    assert table["flesch_kincaid_grade"] == pytest.approx(
        0.39 * 13 / 3 + 11.8 * 20 / 13 - 15.59, abs=1e-9
    )


# No names, numerals, abbreviations, dashes, hyphens or words that CMUdict lacks
PLAIN = (
    "The council voted to close the old bridge near the market. Many people in the town depend on "
    "it every day. The engineers found serious damage under the road. They said that repairs would "
    "take at least two years. A new bridge would cost more than the town can afford. The mayor "
    "asked the government for help. She hopes that an answer will come before the winter. Shops "
    "near the river have already lost many customers. Drivers now have to take a longer way around "
    "the valley. The children walk to school along the railway."
)


def test_counts_agree_with_textstat_where_definitions_agree() -> None:
    import textstat

    table = mk.readability(PLAIN).iloc[0]
    assert table["n_words"] == textstat.lexicon_count(PLAIN)
    assert table["n_sentences"] == textstat.sentence_count(PLAIN)
    assert table["n_syllables"] == textstat.syllable_count(PLAIN)
    assert table["n_letters"] == textstat.letter_count(PLAIN)
    assert table["n_monosyllables"] == textstat.monosyllabcount(PLAIN)
    assert table["n_polysyllables"] == textstat.polysyllabcount(PLAIN)
    assert table["n_long_words"] == textstat.long_word_count(PLAIN)


def test_formulas_agree_with_textstat_where_definitions_agree() -> None:
    import textstat

    table = mk.readability(PLAIN).iloc[0]
    agree = {
        "flesch_reading_ease": textstat.flesch_reading_ease,
        "flesch_kincaid_grade": textstat.flesch_kincaid_grade,
        "smog_grade": textstat.smog_index,
        "lix": textstat.lix,
        "rix": textstat.rix,
        "mcalpine_eflaw": textstat.mcalpine_eflaw,
    }
    for name, oracle in agree.items():
        assert table[name] == pytest.approx(oracle(PLAIN), abs=1e-9), name


def test_each_deviation_from_textstat_is_known() -> None:
    import textstat

    # "Mr." and "3.5" end no sentence
    text = "Mr. Holm paid 3.5 million for it. He left."
    assert mk.readability(text)["n_sentences"].item() == 2
    # Coleman and Liau's constants are 0.0588 and 0.296
    table = mk.readability(PLAIN).iloc[0]
    letters = 100 * table["n_letters"] / table["n_words"]
    sentences = 100 * table["n_sentences"] / table["n_words"]
    assert table["coleman_liau_grade"] == pytest.approx(0.0588 * letters - 0.296 * sentences - 15.8)
    assert textstat.coleman_liau_index(PLAIN) == pytest.approx(
        0.058 * letters - 0.296 * sentences - 15.8
    )
    # inflected forms of familiar words, names and numerals are familiar
    assert mk.evidence("Ilse Marrand counted 12 houses.", "readability").empty
    assert "houses" in textstat.difficult_words_list("Ilse Marrand counted 12 houses.")
    # curly apostrophes make no hard word
    assert mk.evidence("They don’t know.", "readability").empty
    # nothing to divide by is no number
    assert np.isnan(mk.readability("")["flesch_reading_ease"].item())


def test_names_and_numerals_are_not_unfamiliar() -> None:
    text = "Governor Rooke met Marta Ellworth in Aldenport on 15 May 2031. Rooke smiled."
    assert mk.evidence(text, "readability")["text"].tolist() == []
    assert mk.evidence("The ombudsman smiled.", "readability")["text"].tolist() == ["ombudsman"]


def test_smog_below_thirty_sentences_comes_with_a_caution() -> None:
    short, long = mk.readability([PLAIN, PLAIN + " " + PLAIN + " " + PLAIN]).itertuples()
    assert short.smog_grade == pytest.approx(long.smog_grade)
    assert "SMOG" in short.caution
    assert long.caution == ""


def test_cautions_say_what_is_wrong() -> None:
    notes = mk.readability(["Short text.", PLAIN * 4, "Der Rat und die Stadt " * 20])["caution"]
    assert "fewer than 100 words" in notes[0]
    assert notes[1] == ""
    assert "English" in notes[2]


def test_at_least_twenty_formulas_with_source_and_unit() -> None:
    assert len(COMPUTED) >= 20
    for formula in COMPUTED:
        assert formula.reference
        assert formula.unit
        assert formula.name in READABILITY.columns


def test_the_consensus_lies_between_its_formulas() -> None:
    table = mk.readability(PLAIN).iloc[0]
    low, middle, high = table[["consensus_grade_low", "consensus_grade", "consensus_grade_high"]]
    assert low <= middle <= high
    assert (
        low
        == table[
            [
                "flesch_kincaid_grade",
                "gunning_fog_grade",
                "smog_grade",
                "coleman_liau_grade",
                "automated_readability_grade",
            ]
        ].min()
    )
