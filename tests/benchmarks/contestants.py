"""Who takes part, and what each of them does while the clock runs.

Libraries are imported before the clock starts, and everyone has read one sentence, which loads
their dictionaries; what that takes of mediakit is in the time to the first table. Times are
processor time: nobody here uses more than one thread, and a busy machine makes less difference.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .stages import seconds_by_stage
from .texts import Texts, count_words, read_texts

#: textstat's formulas for English that are met most often.
FORMULAS = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "coleman_liau_index",
    "automated_readability_index",
    "dale_chall_readability_score",
    "spache_readability",
    "linsear_write_formula",
    "lix",
    "rix",
)
#: mediakit's families that do what textstat and vaderSentiment do, and hedging.
FAMILIES = ("readability", "sentiment", "hedging")
_AFTER_A_STOP = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"\w+")
_FIRST_SENTENCE = "Dictionaries are loaded by the first words that anyone asks them for."


@dataclass(frozen=True)
class Outcome:
    """What one contestant did in one round.

    Attributes
    ----------
    articles, words : int
        How much was read while the clock ran.
    seconds : float
        What the clock showed.
    memory : float or None
        Highest memory of the process so far, in megabytes; None on systems that don't tell.
    memory_before : float or None
        The same before the clock started: the interpreter, the libraries and the texts.
    stages : dict of str to float, optional
        Of these seconds, how many each stage took, where they were taken apart.
    """

    articles: int
    words: int
    seconds: float
    memory: float | None
    memory_before: float | None
    stages: dict[str, float] | None = None


def mediakit_cold(texts: Texts) -> Outcome:
    """Run mediakit's three families; no article read before."""
    return _clocked(_three_families(), texts.measured)


def mediakit_warm(texts: Texts) -> Outcome:
    """The same after other articles, as in the middle of a session."""
    analyse = _three_families()
    if texts.others:
        analyse(texts.others)
    return _clocked(analyse, texts.measured)


def mediakit_again(texts: Texts) -> Outcome:
    """The same texts a second time: every word is known, but no result is."""
    analyse = _three_families()
    analyse(texts.measured)
    return _clocked(analyse, texts.measured)


def mediakit_everything(texts: Texts) -> Outcome:
    """All texts that there are, in one call; nothing read before."""
    return _clocked(_three_families(), [*texts.measured, *texts.others, *texts.single])


def mediakit_all_measures(texts: Texts) -> Outcome:
    """Run all measures of mediakit; no article read before."""
    return _clocked(_all_measures(), texts.measured)


def mediakit_all_measures_again(texts: Texts) -> Outcome:
    """The same texts a second time."""
    analyse = _all_measures()
    analyse(texts.measured)
    return _clocked(analyse, texts.measured)


def mediakit_stages(texts: Texts) -> Outcome:
    """The three families once more, nothing read before, with a stop-watch at each stage."""
    return _in_stages(_three_families(), texts.measured)


def mediakit_stages_again(texts: Texts) -> Outcome:
    """The same texts a second time."""
    analyse = _three_families()
    analyse(texts.measured)
    return _in_stages(analyse, texts.measured)


def _in_stages(work: Callable[[Sequence[str]], object], texts: Sequence[str]) -> Outcome:
    stages: dict[str, float] = {}
    outcome = _clocked(lambda several: stages.update(seconds_by_stage(work, several)), texts)
    return replace(outcome, stages=stages)


def mediakit_evidence(texts: Texts) -> Outcome:
    """List all evidence of half of the texts, with keywords, a second time."""
    from mediakit import evidence

    half = texts.measured[: -(-len(texts.measured) // 2)]
    evidence(half)
    return _clocked(evidence, half)


def mediakit_single(texts: Texts) -> Outcome:
    """Articles of about 800 words, a call each, all measures; the median of these calls.

    Other articles were read before.
    """
    analyse = _all_measures()
    analyse(texts.measured)
    outcomes = [_clocked(analyse, [text]) for text in texts.single]
    seconds = statistics.median(outcome.seconds for outcome in outcomes)
    words = int(statistics.median(outcome.words for outcome in outcomes))
    return replace(outcomes[-1], words=words, seconds=seconds)


def textstat_and_vader(texts: Texts) -> Outcome:
    """textstat's eleven usual formulas, and vaderSentiment sentence by sentence.

    textstat gets mediakit's copy of CMUdict where nltk has none. It keeps the last 128 results of
    each of its functions: formulas share what they count in one text, and no text comes twice.
    """
    return _textstat_and_vader(texts, _AFTER_A_STOP.split)


def textstat_and_vader_whole(texts: Texts) -> Outcome:
    """The same with each article as one string, which is how vaderSentiment is mostly called."""
    return _textstat_and_vader(texts, lambda text: [text])


def _textstat_and_vader(texts: Texts, parts: Callable[[str], list[str]]) -> Outcome:
    import textstat
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    import mediakit  # noqa: F401  makes textstat work without a network

    formulas = [getattr(textstat, name) for name in FORMULAS]
    vader = SentimentIntensityAnalyzer()

    def score(several: Sequence[str]) -> list[list[float]]:
        rows = []
        for text in several:
            tone = [vader.polarity_scores(part)["compound"] for part in parts(text)]
            rows.append([*(formula(text) for formula in formulas), statistics.fmean(tone)])
        return rows

    score([_FIRST_SENTENCE])
    return _clocked(score, texts.slow)


def count_vectorizer(texts: Texts) -> Outcome:
    """scikit-learn's CountVectorizer, which only counts words."""
    from sklearn.feature_extraction.text import CountVectorizer

    return _clocked(CountVectorizer().fit_transform, texts.measured)


def one_pass(texts: Texts) -> Outcome:
    r"""One pass of ``re.findall(r"\w+")``: about the least that any reader in Python does."""
    return _clocked(lambda several: [len(_WORD.findall(text)) for text in several], texts.measured)


#: In the order in which they take turns.
CONTESTANTS: dict[str, Callable[[Texts], Outcome]] = {
    function.__name__: function
    for function in (
        mediakit_cold,
        mediakit_warm,
        mediakit_again,
        textstat_and_vader,
        textstat_and_vader_whole,
        count_vectorizer,
        one_pass,
        mediakit_everything,
        mediakit_all_measures,
        mediakit_all_measures_again,
        mediakit_stages,
        mediakit_stages_again,
        mediakit_evidence,
        mediakit_single,
    )
}


def _three_families() -> Callable[[Sequence[str]], object]:
    """Import mediakit, before the clock starts."""
    from mediakit import analyse

    analyse([_FIRST_SENTENCE], FAMILIES)
    return lambda texts: analyse(list(texts), FAMILIES)


def _all_measures() -> Callable[[Sequence[str]], object]:
    from mediakit import analyse

    analyse([_FIRST_SENTENCE])
    return lambda texts: analyse(list(texts))


def _clocked(work: Callable[[Sequence[str]], object], texts: Sequence[str]) -> Outcome:
    words = sum(map(count_words, texts))
    before = highest_memory()
    started = time.process_time()
    work(texts)
    seconds = time.process_time() - started
    return Outcome(len(texts), words, seconds, highest_memory(), before)


def highest_memory() -> float | None:
    """Megabytes that this process held at most."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(highest) / (1e6 if sys.platform == "darwin" else 1e6 / 1024)


def main() -> None:
    """Run one contestant and print its outcome as JSON."""
    name, path = sys.argv[1:]
    outcome = CONTESTANTS[name](read_texts(Path(path)))
    sys.stdout.write(json.dumps(asdict(outcome)) + "\n")


if __name__ == "__main__":
    main()
