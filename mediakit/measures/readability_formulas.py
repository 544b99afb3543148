"""Published readability formulas for English: from summed counts to one column each.

A formula is written once, as the text in :attr:`Formula.expression`. That text is what is shown
and what is computed, so the two can't drift apart. Constants follow the papers; the tests list
where well-known programs differ.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from types import CodeType

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: What each count is. All can be added up over sentences, paragraphs, articles or outlets.
COUNTS: dict[str, str] = {
    "n_words": "Words; a hyphenated word, a contraction, an abbreviation or a number is one.",
    "n_sentences": "Sentences.",
    "n_syllables": "Spoken syllables of all words (Flesch 1948).",
    "n_letters": "Letters only, without digits and marks (Coleman and Liau 1975; Bormuth 1969).",
    "n_characters": "Letters, digits and punctuation, without spaces and without the mark that "
    "ends a sentence: what a typist strikes (Smith and Senter 1967; Danielson and Bryan 1963).",
    "n_monosyllables": "Words of one syllable (Farr, Jenkins and Paterson 1951; Caylor 1973).",
    "n_polysyllables": "Words of three or more syllables, names too (McLaughlin 1969).",
    "n_complex_words": "Words of three or more syllables, but not names, hyphenated words made "
    "of short ones, or words that reach three by -es, -ed or -ing (Gunning 1952).",
    "n_long_words": "Words of seven or more letters (Björnsson 1968; Anderson 1983).",
    "n_short_words": "Words of one to three letters (McAlpine 2006, who calls them miniwords).",
    "n_unfamiliar": "Words outside Dale's list of 3,000 words, each time they occur; names of "
    "persons and places, numbers and regular inflections count as familiar (Dale and Chall 1948).",
    "n_unfamiliar_spache": "Different words outside Spache's list of 1,041 words, each counted "
    "once a text (Spache 1974). The list is in copyright and not part of mediakit.",
}

GRADE = "US school grade"
EASE = "score, mostly 0 to 100"
CLOZE = "predicted percentage of blanks that readers fill in correctly"
INDEX = "index"
HARDER = "higher is harder"
EASIER = "higher is easier"

_KINCAID = (
    "Kincaid, J. P., Fishburne, R. P., Rogers, R. L. & Chissom, B. S. (1975). Derivation of new "
    "readability formulas for Navy enlisted personnel. Research Branch Report 8-75."
)
_POWERS = (
    "Powers, R. D., Sumner, W. A. & Kearl, B. E. (1958). A recalculation of four adult "
    "readability formulas. Journal of Educational Psychology, 49(2), 99-105. doi:10.1037/h0043254"
)
_POWERS_NOTE = "Fitted to children's reading lessons: flat, and low for adult prose."
_DANIELSON = (
    "Danielson, W. A. & Bryan, S. D. (1963). Computer automation of two readability formulas. "
    "Journalism Quarterly, 40(2), 201-206. doi:10.1177/107769906304000207"
)
_BORMUTH = (
    "Bormuth, J. R. (1969). Development of readability analyses. US Office of Education, "
    "Project 7-0052. ERIC ED029166"
)
_COLEMAN = (
    "Coleman, E. B. (1965); validated by Szalay, T. G. (1965). Psychological Reports, 17(3), "
    "965-972. doi:10.2466/pr0.1965.17.3.965"
)
_COLEMAN_LIAU = (
    "Coleman, M. & Liau, T. L. (1975). A computer readability formula designed for machine "
    "scoring. Journal of Applied Psychology, 60(2), 283-284. doi:10.1037/h0076540"
)
_SPACHE_NOTE = "For school grades 1 to 4. Needs a count by Spache's own word list."


@dataclass(frozen=True)
class Formula:
    """One published formula.

    Attributes
    ----------
    name, title, definition : str
        The column it gives, what it is called, and what it says in one plain sentence.
    expression : str
        The formula as it is computed, in terms of :data:`COUNTS`.
    reference, unit, direction : str
        Where it was published, what the number is, and which way it points.
    low, high : float or None
        What it can't fall below or exceed, whatever the text; None where there is no limit.
    minimum : tuple of str, int and str, or None
        A count, how much of it the formula asks for, and why.
    constraint : str
        What to keep in mind when it is read.
    """

    name: str
    title: str
    definition: str
    expression: str
    reference: str
    unit: str
    direction: str
    low: float | None = None
    high: float | None = None
    minimum: tuple[str, int, str] | None = None
    constraint: str = ""

    @property
    def counts(self) -> tuple[str, ...]:
        """Names of the counts it needs, in the order in which the expression has them."""
        return tuple(dict.fromkeys(re.findall(r"\bn_\w+", self.expression)))

    def score(self, counts: Mapping[str, ArrayLike]) -> NDArray[np.float64]:
        """Put counts, arrays of one shape, into the formula.

        Returns
        -------
        array of float
            NaN where a count is NaN or where the formula would divide by zero.

        Raises
        ------
        KeyError
            If a count that it needs is missing.

        Examples
        --------
        >>> ease = FORMULAS[0]
        >>> ease.score({"n_words": [7, 0], "n_sentences": [1, 0], "n_syllables": [8, 0]}).round(2)
        array([103.04,    nan])
        """
        values = {name: np.asarray(counts[name], dtype=np.float64) for name in self.counts}
        names = {"__builtins__": {}, "sqrt": np.sqrt, "where": np.where}
        with np.errstate(divide="ignore", invalid="ignore"):
            result = eval(_compiled(self.expression), names, values)
        return np.where(np.isfinite(result), result, np.nan)


@cache
def _compiled(expression: str) -> CodeType:
    return compile(expression, "<readability formula>", "eval")


# fmt: off
FORMULAS: tuple[Formula, ...] = (
    Formula(
        "flesch_reading_ease", "Flesch Reading Ease",
        "How easy a text is, from the length of its sentences and words.",
        "206.835 - 1.015 * n_words / n_sentences - 84.6 * n_syllables / n_words",
        "Flesch, R. (1948). A new readability yardstick. Journal of Applied Psychology, 32(3), "
        "221-233. doi:10.1037/h0057532",
        EASE, EASIER, high=121.22,
        constraint="60 to 70 is plain English, below 30 very difficult.",
    ),
    Formula(
        "flesch_kincaid_grade", "Flesch-Kincaid Grade Level",
        "The school grade whose readers follow a text of such sentences and words.",
        "0.39 * n_words / n_sentences + 11.8 * n_syllables / n_words - 15.59",
        _KINCAID, GRADE, HARDER, low=-3.4,
    ),
    Formula(
        "gunning_fog_grade", "Gunning Fog Index",
        "Years of schooling a reader needs, from sentence length and the share of complex words.",
        "0.4 * (n_words / n_sentences + 100 * n_complex_words / n_words)",
        "Gunning, R. (1952). The technique of clear writing. McGraw-Hill.",
        GRADE, HARDER, low=0.4,
    ),
    Formula(
        "smog_grade", "SMOG Grade",
        "The grade at which readers understand a text fully, from words of 3 or more syllables.",
        "1.0430 * sqrt(30 * n_polysyllables / n_sentences) + 3.1291",
        "McLaughlin, G. H. (1969). SMOG grading: a new readability formula. Journal of Reading, "
        "12(8), 639-646.",
        GRADE, HARDER, low=3.1291,
        minimum=("n_sentences", 30, "fewer than the 30 sentences that SMOG was fitted to"),
        constraint="Asks for full understanding, so it lies a grade or two above the others.",
    ),
    Formula(
        "coleman_liau_grade", "Coleman-Liau Index",
        "The grade for which a text is fit, from letters and sentences per 100 words.",
        "5.88 * n_letters / n_words - 29.6 * n_sentences / n_words - 15.8",
        _COLEMAN_LIAU, GRADE, HARDER, low=-45.4,
    ),
    Formula(
        "coleman_liau_cloze", "Coleman-Liau estimated cloze percentage",
        "The missing words that readers would guess right, from letters and sentences.",
        "141.8401 - 21.4590 * n_letters / n_words + 107.9812 * n_sentences / n_words",
        _COLEMAN_LIAU, CLOZE, EASIER, high=249.8213,
    ),
    Formula(
        "automated_readability_grade", "Automated Readability Index",
        "The grade for which a text is fit, from characters per word and words per sentence.",
        "4.71 * n_characters / n_words + 0.5 * n_words / n_sentences - 21.43",
        "Smith, E. A. & Senter, R. J. (1967). Automated Readability Index. AMRL-TR-66-220.",
        GRADE, HARDER, low=-20.93,
    ),
    Formula(
        "dale_chall_score", "Dale-Chall formula (1948)",
        "How hard a text is, from words that fourth-graders don't know and from sentence length.",
        "0.1579 * 100 * n_unfamiliar / n_words + 0.0496 * n_words / n_sentences + 3.6365",
        "Dale, E. & Chall, J. S. (1948). A formula for predicting readability. Educational "
        "Research Bulletin, 27(1), 11-20, 28; 27(2), 37-54.",
        "score: below 5 is grade 4 and less, 6 grades 7-8, 8 grades 11-12, 10 college graduate",
        HARDER, low=3.6861,
        constraint="The constant belongs to every score, as in the paper's own examples; some "
        "programs add it only above 5 % unfamiliar words.",
    ),
    Formula(
        "new_dale_chall_cloze", "New Dale-Chall cloze score (1995)",
        "The missing words readers would guess right, from unfamiliar words and sentence length.",
        "64 - 0.95 * 100 * n_unfamiliar / n_words - 0.69 * n_words / n_sentences",
        "Chall, J. S. & Dale, E. (1995). Readability revisited: the new Dale-Chall readability "
        "formula. Brookline Books.",
        CLOZE, EASIER, high=63.31,
        constraint="Above 57 is grade 1, 44 to 49 grade 4, 27 to 33 grades 9-10, 15 and less "
        "college graduate. The book counts by its own rules for names.",
    ),
    Formula(
        "bormuth_cloze", "Bormuth mean cloze",
        "The missing words pupils would guess right, from letters, familiar words and sentences.",
        "100 * (0.886593 - 0.083640 * n_letters / n_words"
        " + 0.161911 * (1 - n_unfamiliar / n_words) ** 3 - 0.021401 * n_words / n_sentences"
        " + 0.000577 * (n_words / n_sentences) ** 2 - 0.000005 * (n_words / n_sentences) ** 3)",
        _BORMUTH, CLOZE, EASIER,
        constraint="Hardly changes between 31 and 46 words a sentence.",
    ),
    Formula(
        "bormuth_grade", "Bormuth grade placement, 35 % cloze criterion",
        "The grade whose pupils learn most from a text, by letters, familiar words and sentences.",
        "3.761864 + 1.053153 * n_letters / n_words - 2.138595 * (1 - n_unfamiliar / n_words) ** 3"
        " + 0.152832 * n_words / n_sentences - 0.002077 * (n_words / n_sentences) ** 2",
        _BORMUTH, GRADE, HARDER,
        constraint="Falls again above 37 words a sentence: don't use it there.",
    ),
    Formula(
        "linsear_write_grade", "Linsear Write",
        "The grade for which a text is fit, from easy and hard words per sentence.",
        "where((n_words + 2 * n_polysyllables) / n_sentences > 20,"
        " (n_words + 2 * n_polysyllables) / n_sentences / 2,"
        " (n_words + 2 * n_polysyllables) / n_sentences / 2 - 1)",
        "US Air Force; in print in Klare, G. R. (1974). Assessing readability. Reading Research "
        "Quarterly, 10(1), 62-102. doi:10.2307/747086",
        GRADE, HARDER, low=-0.5,
        constraint="Jumps by one grade at 20 points a sentence. No validation is published.",
    ),
    Formula(
        "forcast_grade", "FORCAST",
        "The grade for which job reading is fit, from the share of words of one syllable.",
        "20 - 15 * n_monosyllables / n_words",
        "Caylor, J. S., Sticht, T. G., Fox, L. C. & Ford, J. P. (1973). Methodologies for "
        "determining reading requirements of military occupational specialties. ERIC ED074343",
        GRADE, HARDER, low=5.0, high=20.0,
        constraint="Leaves sentences out: meant for forms, lists and manuals.",
    ),
    Formula(
        "lix", "LIX (läsbarhetsindex)",
        "Words per sentence plus the percentage of words of seven or more letters.",
        "n_words / n_sentences + 100 * n_long_words / n_words",
        "Björnsson, C. H. (1983). Readability of newspapers in 11 languages. Reading Research "
        "Quarterly, 18(4), 480-497. doi:10.2307/747382",
        INDEX, HARDER, low=1.0,
        constraint="English newspapers average 52; below 30 is for children, above 60 very hard.",
    ),
    Formula(
        "rix", "RIX (rate index)", "Words of seven or more letters per sentence.",
        "n_long_words / n_sentences",
        "Anderson, J. (1983). Lix and Rix: variations on a little-known readability index. "
        "Journal of Reading, 26(6), 490-496.",
        INDEX, HARDER, low=0.0,
        constraint="Anderson's grades: 1.8 is grade 6, 3.7 grade 9, 6.2 grade 12, 7.2 college.",
    ),
    Formula(
        "danielson_bryan_grade", "Danielson-Bryan formula 1",
        "The grade for which a text is fit, from characters per word and per sentence.",
        "1.0364 * n_characters / n_words + 0.0194 * n_characters / n_sentences - 0.6059",
        _DANIELSON, GRADE, HARDER, low=-0.6059,
        constraint="The paper counts spaces between words; its example has one for each word.",
    ),
    Formula(
        "danielson_bryan_ease", "Danielson-Bryan formula 2",
        "Reading ease without counting syllables, from characters per word and per sentence.",
        "131.059 - 10.364 * n_characters / n_words - 0.194 * n_characters / n_sentences",
        _DANIELSON, EASE, EASIER, high=131.059,
    ),
    Formula(
        "easy_listening", "Easy Listening Formula",
        "Syllables beyond the first of each word, per sentence: how hard news is to follow by ear.",
        "(n_syllables - n_words) / n_sentences",
        'Fang, I. E. (1966). The "easy listening formula". Journal of Broadcasting, 11(1), 63-68. '
        "doi:10.1080/08838156609363529",
        INDEX, HARDER, low=0.0,
        constraint="Fang's television news lay between 6 and 13, his newspapers between 10 and 19.",
    ),
    Formula(
        "wheeler_smith", "Wheeler-Smith index",
        "Ten times the words of two or more syllables per sentence.",
        "10 * (n_words - n_monosyllables) / n_sentences",
        "Wheeler, L. R. & Smith, E. H. (1954). A practical readability formula for the classroom "
        "teacher in the primary grades. Elementary English, 31, 397-399.",
        INDEX, HARDER, low=0.0, constraint="Graded by its authors only up to 34.5, fourth grade.",
    ),
    Formula(
        "farr_jenkins_paterson_ease", "Farr-Jenkins-Paterson reading ease",
        "Flesch's reading ease with words of one syllable counted instead of syllables.",
        "-31.517 - 1.015 * n_words / n_sentences + 1.599 * 100 * n_monosyllables / n_words",
        "Farr, J. N., Jenkins, J. J. & Paterson, D. G. (1951). Simplification of Flesch reading "
        "ease formula. Journal of Applied Psychology, 35(5), 333-337. doi:10.1037/h0062427",
        EASE, EASIER, high=127.368,
    ),
    Formula(
        "coleman_1_cloze", "Coleman's first formula",
        "The missing words that readers would guess right, from words of one syllable.",
        "1.29 * 100 * n_monosyllables / n_words - 38.45",
        _COLEMAN, CLOZE, EASIER, low=-38.45, high=90.55,
    ),
    Formula(
        "coleman_2_cloze", "Coleman's second formula",
        "The missing words readers would guess right, from words of one syllable and sentences.",
        "1.16 * 100 * n_monosyllables / n_words + 1.48 * 100 * n_sentences / n_words - 37.95",
        _COLEMAN, CLOZE, EASIER, low=-37.95, high=226.05,
    ),
    Formula(
        "powers_flesch_grade", "Flesch's formula recalculated",
        "The grade for which a text is fit, from the two counts of Flesch's reading ease.",
        "0.0778 * n_words / n_sentences + 4.55 * n_syllables / n_words - 2.2029",
        _POWERS, GRADE, HARDER, low=2.4249, constraint=_POWERS_NOTE,
    ),
    Formula(
        "powers_dale_chall_grade", "Dale and Chall's formula recalculated",
        "The grade for which a text is fit, from unfamiliar words and sentence length.",
        "0.1155 * 100 * n_unfamiliar / n_words + 0.0596 * n_words / n_sentences + 3.2672",
        _POWERS, GRADE, HARDER, low=3.3268, constraint=_POWERS_NOTE,
    ),
    Formula(
        "powers_fog_grade", "Gunning's Fog Index recalculated",
        "The grade for which a text is fit, from complex words and sentence length.",
        "0.0984 * 100 * n_complex_words / n_words + 0.0877 * n_words / n_sentences + 3.0680",
        _POWERS, GRADE, HARDER, low=3.1557, constraint=_POWERS_NOTE,
    ),
    Formula(
        "powers_farr_jenkins_paterson_grade", "Farr-Jenkins-Paterson formula recalculated",
        "The grade for which a text is fit, from words of one syllable and sentence length.",
        "8.4335 + 0.0923 * n_words / n_sentences - 0.0648 * 100 * n_monosyllables / n_words",
        _POWERS, GRADE, HARDER, low=2.0458, constraint=_POWERS_NOTE,
    ),
    Formula(
        "navy_automated_readability_grade", "Automated Readability Index, Navy version",
        "The Automated Readability Index fitted anew to Navy training manuals.",
        "5.84 * n_characters / n_words + 0.37 * n_words / n_sentences - 26.01",
        _KINCAID, GRADE, HARDER, low=-25.64,
    ),
    Formula(
        "navy_fog_grade", "Fog Count, Navy version",
        "The grade for which a text is fit, from easy and hard words per sentence.",
        "((n_words + 2 * n_polysyllables) / n_sentences - 3) / 2",
        _KINCAID, GRADE, HARDER, low=-1.0,
    ),
    Formula(
        "mcalpine_eflaw", "McAlpine EFLAW",
        "Words plus words of up to three letters per sentence: how hard for learners of English.",
        "(n_words + n_short_words) / n_sentences",
        "McAlpine, R. (2006). From plain English to global English.",
        INDEX, HARDER, low=1.0, constraint="Up to 20 is very easy, 26 to 29 hard, 30 confusing.",
    ),
    Formula(
        "strain_index", "Strain Index", "Syllables in three sentences, divided by ten.",
        "0.3 * n_syllables / n_sentences",
        "Solomon, N. W. (2006). Qualitative analysis of media language.",
        INDEX, HARDER, low=0.3,
    ),
    Formula(
        "spache_1953_grade", "Spache formula (1953)",
        "The grade of a children's text, from sentence length and unfamiliar words.",
        "0.141 * n_words / n_sentences + 0.086 * 100 * n_unfamiliar_spache / n_words + 0.839",
        "Spache, G. (1953). A new readability formula for primary-grade reading materials. "
        "The Elementary School Journal, 53(7), 410-413. doi:10.1086/458513",
        GRADE, HARDER, low=0.98, constraint=_SPACHE_NOTE,
    ),
    Formula(
        "spache_grade", "Spache formula, revised (1974)",
        "The grade of a children's text, from sentence length and unfamiliar words.",
        "0.121 * n_words / n_sentences + 0.082 * 100 * n_unfamiliar_spache / n_words + 0.659",
        "Spache, G. D. (1974). Good reading for poor readers (9th ed.). Garrard.",
        GRADE, HARDER, low=0.78, constraint=_SPACHE_NOTE,
    ),
)
# fmt: on


def applicable(names: Collection[str]) -> tuple[Formula, ...]:
    """Those of :data:`FORMULAS` that these counts are enough for, in their order.

    Examples
    --------
    >>> [formula.name for formula in applicable({"n_words", "n_sentences", "n_long_words"})]
    ['lix', 'rix']
    """
    return tuple(formula for formula in FORMULAS if set(formula.counts) <= set(names))
