"""Whose words an article rests on: how many speakers, how many of them unnamed, how they are cued.

Attributions are found once a corpus (:mod:`mediakit.attributions`). What is a fact of the whole
article, such as who speaks first or most, is told there, and then counted in the sentence where
it stands: a speaker counts where first heard. What somebody wants, backs or fears is no
statement: attitudes are counted for themselves, and make nobody a source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mediakit.attributions import ATTITUDE, CUE_CLASSES, Attributions, find_attributions
from mediakit.corpus import Corpus, has_word
from mediakit.counting import bincount
from mediakit.measures.measure import Column, Counts, Matches, Measure, ratio
from mediakit.measures.prose import CAPITALS, NO_ENGLISH_TEXT, TRANSCRIPT
from mediakit.vocabulary import Types

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

UNNAMED = ("unnamed official", "unnamed group", "agentless")
NAMED = ("named person", "named organisation", "document or medium")
#: Kinds of speakers, and the column that counts how many different ones are heard.
SPEAKERS = {
    "named person": "named_persons",
    "named organisation": "named_organisations",
    "role or title": "roles",
    "unnamed official": "unnamed_officials",
    "unnamed group": "unnamed_groups",
    "public": "members_of_the_public",
    "document or medium": "documents",
}


@dataclass(frozen=True)
class Sources:
    """The attributions of a corpus as the measure counts them: statements with their own cue.

    Attributes
    ----------
    first, last : array of int
        First and last token of the speaker, or of the cue where nobody speaks.
    kind, cue_class : array of str
        Kind of the speaker, class of the cue.
    identified, new, most_quoted, first_named : array of bool
        Whether the speaker can be told from others, is heard for the first time in the article,
        is the one who is quoted most, is the first one with a name.
    words_before : array of float
        How many words of the article stand before.
    """

    first: Ints
    last: Ints
    kind: NDArray[np.object_]
    cue_class: NDArray[np.object_]
    identified: Bools
    new: Bools
    most_quoted: Bools
    first_named: Bools
    words_before: Floats


def sources(corpus: Corpus) -> Sources:
    """Tell of each attribution with a cue what the whole article is needed for."""
    found: Attributions = corpus.once(find_attributions)
    rows = np.flatnonzero((found.cue_first >= 0) & (found.cue_kind != ATTITUDE))
    spoken = found.speaker_first[rows] >= 0
    first = np.where(spoken, found.speaker_first[rows], found.cue_first[rows])
    last = np.where(spoken, found.speaker_last[rows], found.cue_last[rows])
    order = np.lexsort((found.cue_first[rows], first))
    rows, first, last = rows[order], first[order], last[order]
    article, kind, key = found.article[rows], found.kind[rows], found.speaker[rows]
    identified = key != ""
    speaker = _numbered(article, key)
    _, heard_first = np.unique(speaker, return_index=True)
    new = np.zeros(len(rows), dtype=bool)
    new[heard_first] = True
    named = np.isin(kind, NAMED)
    _, first_of_article = np.unique(article[named], return_index=True)
    first_named = np.zeros(len(rows), dtype=bool)
    first_named[np.flatnonzero(named)[first_of_article]] = True
    words = np.append(0, np.cumsum(corpus.fact(has_word)))
    return Sources(
        first=first,
        last=last,
        kind=kind,
        cue_class=found.cue_class[rows],
        identified=identified,
        new=new & identified,
        most_quoted=_most_quoted(article, speaker, identified),
        first_named=first_named,
        words_before=(words[first] - words[corpus.articles[article]]).astype(np.float64),
    )


def _numbered(article: Ints, key: NDArray[np.object_]) -> Ints:
    """Number the speakers of all articles: the same words in two articles are two speakers."""
    numbers: dict[tuple[int, str], int] = {}
    pairs = zip(article.tolist(), key.tolist(), strict=True)
    return np.array([numbers.setdefault(pair, len(numbers)) for pair in pairs], dtype=np.int64)


def _most_quoted(article: Ints, speaker: Ints, identified: Bools) -> Bools:
    """Whether a row is of the speaker with the most rows of the article; the first of equals."""
    most = np.zeros(len(speaker), dtype=bool)
    if not identified.any():
        return most
    times = bincount(speaker, identified)
    _, first = np.unique(speaker, return_index=True)
    order = np.lexsort((first, -times, article[first]))
    of_article = article[first][order]
    leads = np.append(True, of_article[1:] != of_article[:-1])
    leaders: Bools = np.isin(speaker, order[leads]) & identified
    return leaders


def find_sources(corpus: Corpus) -> Matches:
    """Speakers, or cues where nobody speaks: `label` is the kind of speaker, `weight` 1."""
    found = corpus.once(sources)
    return Matches(found.first, found.last, found.kind, np.ones(len(found.first)))


def is_link(types: Types) -> Bools:
    """Whether a token is an address of the web or of e-mail."""
    return (types.core_sizes > 0) & (types.word == 0)


def _count(corpus: Corpus) -> Counts:
    found = corpus.once(sources)
    whole: Attributions = corpus.once(find_attributions)
    attitudes = whole.cue_first[(whole.cue_first >= 0) & (whole.cue_kind == ATTITUDE)]
    counts = {
        "n_attributions": corpus.count_at(found.first),
        "n_identified": corpus.count_at(found.first[found.identified]),
        "n_unnamed": corpus.count_at(found.first[np.isin(found.kind, UNNAMED)]),
        "n_agentless": corpus.count_at(found.first[found.kind == "agentless"]),
        "n_by_most_quoted": corpus.count_at(found.first[found.most_quoted]),
        "n_speakers_heard": corpus.count_at(found.first[found.new]),
        "n_first_named": corpus.count_at(found.first[found.first_named]),
        "n_words_before_named": corpus.count_at(
            found.first[found.first_named], found.words_before[found.first_named]
        ),
        "n_quoted_words": corpus.count_at(np.flatnonzero(whole.quoted & corpus.fact(has_word))),
        "n_attitudes": corpus.count_at(attitudes),
        "n_links": corpus.count_at(np.flatnonzero(corpus.fact(is_link))),
    }
    for kind, name in SPEAKERS.items():
        counts[f"n_heard_{name}"] = corpus.count_at(found.first[found.new & (found.kind == kind)])
    for cue_class in CUE_CLASSES:
        at = found.first[found.cue_class == cue_class]
        counts[f"n_{cue_class}_cues"] = corpus.count_at(at)
    return counts


def _score(counts: Counts) -> Mapping[str, Floats]:
    attributions, words = counts["n_attributions"], counts["n_words"]

    def where(present: Floats, values: Floats) -> Floats:
        return np.where(present > 0, values, np.nan)

    return {
        "n_attributions": attributions,
        "speakers": where(words, counts["n_speakers_heard"]),
        "attributions_per_100_words": ratio(attributions, words, times=100),
        "quoted_word_share": ratio(counts["n_quoted_words"], words),
        "unnamed_source_share": ratio(counts["n_unnamed"], attributions),
        "top_speaker_share": ratio(counts["n_by_most_quoted"], counts["n_identified"]),
        **{
            f"{each}_cue_share": ratio(counts[f"n_{each}_cues"], attributions)
            for each in CUE_CLASSES
        },
        **{name: where(words, counts[f"n_heard_{name}"]) for name in SPEAKERS.values()},
        "n_agentless": counts["n_agentless"],
        "words_before_named_source": where(counts["n_first_named"], counts["n_words_before_named"]),
        "named_source_position": where(
            counts["n_first_named"], ratio(counts["n_words_before_named"], words)
        ),
        "n_attitudes": counts["n_attitudes"],
        "n_links": counts["n_links"],
    }


_GANS = "Gans, H. J. (1979). Deciding What's News. Pantheon"
_SIGAL = "Sigal, L. V. (1973). Reporters and Officials. D. C. Heath"
_CALDAS = (
    "Caldas-Coulthard, C. R. (1994). On reporting reporting. In Coulthard (ed.), Advances in "
    "Written Text Analysis. Routledge"
)
_CHEN = (
    "Chen, L. (2005). Transitivity in media texts: negative verbal process sub-functions and "
    "narrator bias. International Review of Applied Linguistics 43, 33-51"
)
_PARETI = "Pareti, S. (2016). PARC 3.0: a corpus of attribution relations. LREC, 3914-3920"
_BELL = "Bell, A. (1991). The Language of News Media. Blackwell, ch. 10"
_POETTKER = (
    "Pöttker, H. (2003). News and its communicative quality: the inverted pyramid. Journalism "
    "Studies 4(4), 501-511"
)
_KARLSSON = "Karlsson, M. (2010). Rituals of transparency. Journalism Studies 11(4), 535-545"
_BY_RULES = "Found by rules without a parser; mk.quotations lists each with its certainty."
_KINDS_OF = {
    "named person": "persons with a name",
    "named organisation": "organisations",
    "role or title": "people told by role or title alone",
    "unnamed official": "officials or insiders without a name",
    "unnamed group": "groups without a name, such as critics",
    "public": "groups of citizens, voters, residents",
    "document or medium": "documents, studies or media",
}
_CLASSES_OF = {
    "neutral": "take no stance, such as said",
    "doubting": "keep a distance, such as claimed",
    "endorsing": "take it for true, such as confirmed",
    "assertive": "show the speaker's force, such as insisted",
    "evidential": "point to evidence, such as show",
}


def _cue_share(cue_class: str) -> Column:
    return Column(
        f"Share of attributions whose cues {_CLASSES_OF[cue_class]}.",
        unit="share of attributions",
        low=0.0,
        high=1.0,
        direction=f"higher is more {cue_class}",
        formula=f"attributions with a cue of the class / n_attributions ({cue_class})",
        reference=f"{_CALDAS}; {_CHEN}",
        caveat="A class of the verb: what the writer meant by it is for the reader to judge.",
    )


SOURCING = Measure(
    name="sourcing",
    columns={
        "n_attributions": Column(
            "How often words, beliefs or knowledge are attributed to somebody.",
            unit="attributions",
            low=0.0,
            direction="higher is more attributed",
            reference=_PARETI,
            caveat=_BY_RULES,
        ),
        "speakers": Column(
            "How many different speakers are heard; each counts where first heard.",
            unit="speakers",
            low=0.0,
            direction="higher is more voices",
            formula="speakers that can be told apart by name or by the words used for them",
            reference=f"{_GANS}; {_SIGAL}",
            caveat="One who is called by two different roles counts twice.",
        ),
        "attributions_per_100_words": Column(
            "How many attributions there are to a hundred words.",
            unit="per 100 words",
            low=0.0,
            direction="higher is more attributed",
            formula="100 * n_attributions / n_words",
            reference=f"{_SIGAL}; {_PARETI}",
            caveat=_BY_RULES,
        ),
        "quoted_word_share": Column(
            "Share of words that stand in quotation marks.",
            unit="share of words",
            low=0.0,
            high=1.0,
            direction="higher is more quoted",
            formula="words in quotation marks / n_words",
            reference=_BELL,
            caveat="Titles of works and scare quotes stand in quotation marks too.",
        ),
        "unnamed_source_share": Column(
            "Share of attributions to officials and groups without a name, or to nobody.",
            unit="share of attributions",
            low=0.0,
            high=1.0,
            direction="higher is less checkable",
            formula="attributions to unnamed officials, unnamed groups and nobody / n_attributions",
            reference=_SIGAL,
            caveat="A group that is named later in the article counts as unnamed.",
        ),
        "top_speaker_share": Column(
            "Share of attributions that go to the speaker who is quoted most.",
            unit="share of attributions",
            low=0.0,
            high=1.0,
            direction="higher is more one-voiced",
            formula="attributions to the most quoted speaker / those whose speaker can be told",
            reference=_GANS,
            caveat="An article with one attribution has 1.",
        ),
        **{f"{each}_cue_share": _cue_share(each) for each in CUE_CLASSES},
        **{
            name: Column(
                f"How many different {_KINDS_OF[kind]} are heard; each counts where first heard.",
                unit="speakers",
                low=0.0,
                direction=f"higher is more {_KINDS_OF[kind]}",
                formula=f"speakers of the kind {kind!r} that are heard for the first time",
                reference=_SIGAL,
                caveat=_BY_RULES,
            )
            for kind, name in SPEAKERS.items()
        },
        "n_agentless": Column(
            'How many attributions name nobody at all, such as "it is believed" or "reportedly".',
            unit="attributions",
            low=0.0,
            direction="higher is less checkable",
            formula="attributions of the kind 'agentless'",
            reference=_CALDAS,
            caveat=_BY_RULES,
        ),
        "words_before_named_source": Column(
            "How many words of the article stand before its first source with a name.",
            unit="words",
            low=0.0,
            direction="higher is later",
            formula="words of the article before the first person, organisation, document or "
            "medium with a name that is attributed something",
            reference=_POETTKER,
            caveat="Missing where the unit doesn't have that source.",
        ),
        "named_source_position": Column(
            "The same as a share of the unit's words: 0 is at the beginning of an article.",
            unit="share of words",
            low=0.0,
            direction="higher is later",
            formula="words_before_named_source / n_words",
            reference=_POETTKER,
            caveat="Of articles it is at most 1; of their parts it can be more.",
        ),
        "n_attitudes": Column(
            "How often somebody is said to want, plan, back, oppose or fear something.",
            unit="attributions",
            low=0.0,
            direction="higher is more attitudes told",
            formula="attributions with a cue of the kind 'attitude'",
            reference=_PARETI,
            caveat="Not among n_attributions: an attitude is told, and nobody speaks.",
        ),
        "n_links": Column(
            "How many addresses of the web or of e-mail the text has.",
            unit="links",
            low=0.0,
            direction="higher is more addresses to check",
            formula="tokens that are an address of the web or of e-mail",
            reference=_KARLSSON,
            caveat="Links behind words are lost when a page is saved as text.",
        ),
    },
    count=_count,
    score=_score,
    find=find_sources,
    undefined=dict.fromkeys([*NO_ENGLISH_TEXT, CAPITALS, TRANSCRIPT], ()),
)
