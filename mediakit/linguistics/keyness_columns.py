"""What the columns of the table of keyness mean."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mediakit.measures.measure import Column

_EVEN = "0 is evenly spread, towards 1 all in few articles"
_DP = "Gries, S. (2008). Dispersions and adjusted frequencies in corpora. IJCL 13(4), 403-437"
_LIJFFIJT = "Lijffijt, J. and Gries, S. (2012). IJCL 17(1), 147-149"
_JUILLAND = "Juilland, A. and Chang-Rodriguez, E. (1964). Frequency dictionary of Spanish words"
_MONROE = "Monroe, B., Colaresi, M. and Quinn, K. (2008). Fightin' words. Political Analysis 16(4)"
_HARDIE = "Hardie, A. (2014). Log Ratio: an informal introduction. CASS, Lancaster University"
_DUNNING = "Dunning, T. (1993). Computational Linguistics 19(1), 61-74"
_COCHRAN = (
    "Cochran, W. (1977). Sampling techniques, 6.3; Satterthwaite, F. (1946). Biometrics Bulletin 2"
)
_NARROW = (
    "Narrow where a few articles repeat the term often: in simulations it then held the truth in "
    "82 to 92 of 100 cases, else in 91 to 97."
)
_INDEPENDENT = "Takes words as drawn one by one: one long article can bring it about alone."


def spread_columns(side: str) -> dict[str, Column]:
    """How evenly a side's articles share a term: four columns, of target or reference."""
    return {
        f"{side}_range": Column(f"How many articles of the {side} have the term.", "articles", 0.0),
        f"{side}_dp": Column(
            f"Deviation of proportions of the term over the articles of the {side}.",
            "half a sum of differences of shares",
            0.0,
            1.0,
            _EVEN,
            "sum of |share of the term - share of the words| over articles / 2",
            _DP,
        ),
        f"{side}_dp_norm": Column(
            f"{side}_dp over the most it can be.",
            "share of the most possible",
            0.0,
            1.0,
            _EVEN,
            f"{side}_dp / (1 - share of words of the shortest article)",
            _LIJFFIJT,
        ),
        f"{side}_juilland_d": Column(
            f"Juilland's D of the term over the articles of the {side}.",
            "share of the most possible",
            0.0,
            1.0,
            "1 is evenly spread",
            "1 - variation coefficient of the rates / sqrt(articles - 1)",
            _JUILLAND,
            "Close to 1 for nearly all terms where there are many articles.",
        ),
    }


KEYNESS_COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        "target": Column("Label of the articles that the term is key in.", "label"),
        "reference": Column("Label of what they are held against.", "label"),
        "term": Column("The term: a word in lower case, a run of words, or a match.", "text"),
        "target_count": Column("How often the target has the term.", "occurrences", 0.0),
        "reference_count": Column("How often the reference has it.", "occurrences", 0.0),
        "target_per_million": Column(
            "How often a million words of the target have the term.", "per million words", 0.0
        ),
        "reference_per_million": Column(
            "How often a million words of the reference have it.", "per million words", 0.0
        ),
        "expected_count": Column(
            "How often the target would have it if both sides had the same rate.",
            "occurrences",
            0.0,
            formula="(a + b) * c / (c + d): counts a, b and words c, d of target and reference",
        ),
        "g2": Column(
            "Log-likelihood ratio of the 2-by-2 table: how much evidence there is that the rates "
            "differ.",
            "chi-square with 1 degree of freedom",
            0.0,
            direction="higher is more evidence; log_ratio says for which side",
            formula="2 * sum of observed * ln(observed / expected) over four cells",
            reference=_DUNNING,
            caveat="Grows with the corpus, however small the difference. " + _INDEPENDENT,
        ),
        "g2_two_term": Column(
            "The same over the term's own two cells, as UCREL's log-likelihood wizard has it.",
            "chi-square with 1 degree of freedom, nearly",
            0.0,
            direction="higher is more evidence",
            formula="2 * (a * ln(a / E1) + b * ln(b / E2))",
            reference="Rayson, P. and Garside, R. (2000). Comparing corpora using frequency "
            "profiling",
            caveat=_INDEPENDENT,
        ),
        "p": Column(
            "How often equal rates would give so high a g2.",
            "probability",
            0.0,
            1.0,
            "lower is more evidence",
            "chi-square, 1 degree of freedom",
            _DUNNING,
            _INDEPENDENT,
        ),
        "p_adjusted": Column(
            "p adjusted for the number of terms of this target: of all terms with this value or "
            "less, about that share would be false finds.",
            "false discovery rate",
            0.0,
            1.0,
            "lower is more evidence",
            reference="Benjamini, Y. and Hochberg, Y. (1995). JRSS B 57(1), 289-300",
            caveat=_INDEPENDENT,
        ),
        "bic": Column(
            "Evidence left once the size of the corpus is allowed for.",
            direction="below 0 against a difference, above 2 for it, above 10 very strong",
            formula="g2 - ln(words of both sides)",
            reference="Wilson, A. (2013). Embracing Bayes factors for key item analysis in corpus "
            "linguistics",
            caveat=_INDEPENDENT,
        ),
        "log_ratio": Column(
            "How much more frequent the term is in the target, in doublings: 1 is twice, 3 is "
            "eight times, -1 is half as frequent.",
            "binary logarithm of the ratio of rates",
            direction="above 0 the target has more of it",
            formula="log2((a / c) / (b / d)), a count of 0 taken for 0.5",
            reference=_HARDIE,
        ),
        "log_ratio_low": Column(
            "Lower end of the 95 percent interval of log_ratio, were other articles drawn.",
            "binary logarithm of the ratio of rates",
            formula="log_ratio - t * sqrt(sum over sides of the larger of 1 / count - 1 / words "
            "and the variance of the rate over articles / rate ** 2) / ln(2)",
            reference=_COCHRAN,
            caveat=_NARROW,
        ),
        "log_ratio_high": Column(
            "Upper end of that interval.",
            "binary logarithm of the ratio of rates",
            formula="log_ratio + what log_ratio_low takes away",
            reference=_COCHRAN,
            caveat=_NARROW,
        ),
        "percent_difference": Column(
            "By how many percent the target's rate is above the reference's; empty where the "
            "reference lacks the term.",
            "percent",
            -100.0,
            direction="above 0 the target has more of it",
            formula="100 * (rate of target - rate of reference) / rate of reference",
            reference="Gabrielatos, C. and Marchi, A. (2011). Keyness: matching metrics to "
            "definitions",
        ),
        "log_odds": Column(
            "Log-odds ratio with an informative Dirichlet prior: shrunk towards 0 where there are "
            "few words.",
            "natural logarithm of the ratio of odds",
            direction="above 0 the target has more of it",
            formula="ln odds of target - ln odds of reference, both with prior_words more words "
            "that have the term at the rate of both sides together",
            reference=_MONROE,
        ),
        "log_odds_z": Column(
            "log_odds over its standard error.",
            "standard errors",
            direction="beyond -1.96 and 1.96 a difference is likely",
            formula="log_odds / sqrt(1 / (a + prior) + 1 / (b + prior))",
            reference=_MONROE,
            caveat=_INDEPENDENT,
        ),
        **spread_columns("target"),
        **spread_columns("reference"),
        "permutation_p": Column(
            "How often articles shuffled between the two sides would differ as much in this term.",
            "probability",
            0.0,
            1.0,
            "lower is more evidence",
            "(1 + shuffles with a chi-square as high) / (1 + shuffles)",
            "Lijffijt, J. et al. (2016). Significance testing of word frequencies in corpora. "
            "Digital Scholarship in the Humanities 31(2)",
            "Never below 1 / (1 + shuffles). Not adjusted for the number of terms.",
        ),
    }
)
