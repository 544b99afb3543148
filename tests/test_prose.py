"""Cautions where a text is no English prose, and which numbers are then not given.

All texts are made up. How often the check is right on real ones: tests/validity/prose.py.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.corpus import Corpus, read_corpus
from mediakit.measures import Counts, prose
from mediakit.measures.readability import COMPUTED
from mediakit.measures.size import FEW_WORDS
from mediakit.vocabulary import Vocabulary

LANGUAGES = {
    "Afrikaans": "Die minister het gister gesê dat die hawe nie weer oop sal wees voor die winter "
    "nie, want daar is te veel ys.",
    "Arabic": "قال الوزير يوم الاثنين إن الميناء سيبقى مغلقا حتى نهاية الشتاء.",
    "Chinese": "部长星期一说,港口将关闭到冬天结束。",
    "Danish": "Ministeren sagde i går, at havnen ikke vil åbne igen, før isen er væk, og at det "
    "bliver dyrt for byen.",
    "Dutch": "De minister zei gisteren dat de haven niet open gaat voordat het ijs weg is, en dat "
    "het veel geld kost.",
    "French": "Le ministre a déclaré lundi que le port restera fermé jusqu'à la fin de l'hiver et "
    "que les pêcheurs seront payés.",
    "German": "Der Minister sagte am Montag, dass der Hafen bis zum Ende des Winters geschlossen "
    "bleibt und die Fischer nicht bezahlt werden.",
    "Hindi": "मंत्री ने सोमवार को कहा कि बंदरगाह सर्दियों के अंत तक बंद रहेगा।",
    "Indonesian": "Menteri mengatakan pada hari Senin bahwa pelabuhan itu tidak akan dibuka untuk "
    "kapal yang datang dari utara.",
    "Irish": "Dúirt an tAire inné go mbeidh an calafort dúnta go dtí deireadh an gheimhridh agus "
    "nach bhfuil aon airgead ag an mbaile.",
    "Italian": "Il ministro ha detto lunedì che il porto resta chiuso fino alla fine "
    "dell'inverno, e che i pescatori non sono contenti.",
    "Japanese": "大臣は月曜日、港は冬の終わりまで閉鎖されると述べた。",
    "Norwegian": "Statsråden sa i går at havna ikke åpner før isen er borte, og at det blir dyrt "
    "for byen og for dem som bor der.",
    "Polish": "Minister powiedział w poniedziałek, że port będzie zamknięty do końca zimy i że "
    "rybacy nie są z tego zadowoleni.",
    "Portuguese": "O ministro disse na segunda-feira que o porto não vai abrir até o fim do "
    "inverno, e que os pescadores não estão contentes.",
    "Russian": "Министр сказал в понедельник, что порт будет закрыт до конца зимы.",
    "Spanish": "El ministro dijo el lunes que el puerto no va a abrir hasta el fin del invierno, "
    "y que los pescadores no están contentos.",
    "Swahili": "Waziri alisema jana kwamba bandari hiyo haitafunguliwa kabla ya mwisho wa mwaka, "
    "na kwamba wavuvi wa mji huo hawana furaha.",
    "Tagalog": "Sinabi ng ministro kahapon na hindi bubuksan ang daungan hanggang sa katapusan ng "
    "taon dahil sa yelo.",
    "Turkish": "Bakan dün limanın kış sonuna kadar açılmayacağını ve bu nedenle balıkçılar için "
    "bir çözüm aranacağını söyledi.",
    "Welsh": "Dywedodd y gweinidog ddoe na fydd yr harbwr yn agor cyn diwedd y gaeaf, ac mae'r "
    "dref yn poeni am y gost.",
    # no list has words of it: told by what it lacks
    "Zulu": "umongameli uthe ichweba lizohlala livaliwe kuze kuphele ubusika ngoba kuneqhwa "
    "eliningi kakhulu olwandle futhi abadobi abajabule neze",
}
ENGLISH = {
    "plain": "The council voted on Monday to close the harbour until spring. Nobody was asked, "
    "said the mayor, who had hoped for a longer debate.",
    "many names": "Ilse Marrand, Teo van der Brug, Jean-Luc de la Roche and Marta von Holm met "
    "in San Lorian, where Los Amigos del Puerto had invited them to speak.",
    "foreign quotation": "“No pasarán,” he said. “C'est la vie.” The crowd outside the town hall "
    "cheered for him, and they sang for an hour before it began to rain.",
    "dialect": "“Them gulls ain't goin' nowhere, lass,” said the old man. “We was here afore "
    "they was, and we'll be here when they're gone.”",
    "without function words": "Rain hammered coastal towns.",
    "letters of a name": "The letter Ω stands on every ship.",
    "units and symbols": "Nitrate levels rose (0.51 μg/l; α = 0.05).",
    "short and without function words": "Despite strong winds, experienced sailors, brave young "
    "deckhands and retired fishermen kept rescuing stranded seals.",
}
LIST = "Bread\nMilk\nTwo kinds of cheese\nApples from Norland\nA newspaper\nSoap for the ferry"
TABLE = "\n".join(f"Harbour {n}   {n * 3}   {n * 7}   {n * 11}.5   {n * 2} %" for n in range(9))
COLUMNS = "\n".join(["Harbour\tOwner\tState", *["North pier\tMarrand & sons\topen"] * 6])
CODE = """def fee(tonnes, rate=2.5):
    if tonnes <= 0:
        raise ValueError("tonnes: " + str(tonnes))
    return {"fee": rate * tonnes, "paid": False}

for ship in ships:
    print(ship.name, fee(ship.tonnes)["fee"])"""
MENU = "Home\nNews\nSport\nWeather\nAbout us\nContact\nTerms of use\nSign in"
LINKS = "\n".join(f"Harbour {n}: https://www.example.org/harbour/{n}.html" for n in range(8))
VERSE = """The harbour sleeps beneath the snow,
The gulls have gone away,
And nobody is left to know
What ships were here today;
The lamp that showed the sailors home
Has burnt for half the night,
And all the water, white with foam,
Is waiting for the light."""
CAPITALS = "THE COUNCIL VOTED ON MONDAY TO CLOSE THE HARBOUR. NOBODY WAS ASKED, SAID THE MAYOR."
TRANSCRIPT = """ILSE MARRAND: Good evening. Why did you close the harbour?

MAYOR HOLM: We had no choice, I think. You have seen the ice.

MARRAND: But I have seen ships sail through it.

HOLM: Not this winter. You can ask anyone in our town.

MARRAND: I did, and they don't agree with you.

HOLM: Well, we shall see."""
KINDS = {
    prose.LINES: [LIST, COLUMNS, MENU, VERSE],
    prose.NUMERALS: [TABLE],
    prose.CODE: [CODE, LINKS],
    prose.CAPITALS: [CAPITALS],
    prose.TRANSCRIPT: [TRANSCRIPT],
}
ALL = [
    prose.NOT_ENGLISH,
    prose.PARTLY_ENGLISH,
    prose.CODE,
    prose.NUMERALS,
    prose.LINES,
    prose.CAPITALS,
    prose.TRANSCRIPT,
]
SCORES = ["flesch_reading_ease", "difficulty", "sentiment", "certainty", "loaded_score"]


def told(text: str) -> list[str]:
    """Which of these cautions a text gets."""
    cautions = mk.analyse(text, measures=[])["caution"].item().split("; ")
    return [caution for caution in ALL if caution in cautions]


def test_what_the_cautions_say() -> None:
    assert ALL == [
        "probably not English",
        "partly not English",
        "mostly code, markup or links",
        "mostly numerals",
        "mostly lines without a full stop, as in a list, a table or verse",
        "all in capitals",
        "probably a transcript, with speakers before colons",
    ]
    assert mk.analyse(LANGUAGES["German"], measures=[])["caution"].item() == (
        "probably not English; fewer than 100 words"
    )
    assert mk.analyse(ENGLISH["plain"] * 5, measures=[])["caution"].item() == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_languages_are_told(language: str) -> None:
    assert told(LANGUAGES[language]) == [prose.NOT_ENGLISH]


@pytest.mark.parametrize("kind", ENGLISH)
def test_english_is_not_taken_for_another_language(kind: str) -> None:
    assert told(ENGLISH[kind]) == []


def test_half_a_text_in_another_language_is_told_and_keeps_its_numbers() -> None:
    mixed = f"{ENGLISH['plain']}\n\n{ENGLISH['dialect']}\n\n{LANGUAGES['Spanish']}"
    assert told(mixed) == [prose.PARTLY_ENGLISH]
    assert mk.analyse(mixed)[SCORES].notna().all(axis=None)


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in KINDS.items() for t in texts])
def test_what_is_no_prose_is_told(kind: str, text: str) -> None:
    assert told(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "WATER RISES",
        "Harbour closed until spring",
        "Harbour closed\n\nBy Ilse Marrand\n\nThe council voted on Monday to close it.",
        "Ice and wind\n\nPhoto: T. Brug\n\nThe mayor said: “We had no choice.” Ships will wait.",
        "In 2031 it had 12 ships, in 2032 it had 14, in 2033 there were 19 of them.",
        "The U.S. and the EU met NATO in an IMF office.",
        "She said this: nobody knows. He said that: I do. Both were wrong, as it turned out.",
        "Mail harbour@example.org or see https://www.example.org, says the notice at the pier.",
    ],
)
def test_what_news_has_too_is_no_reason(text: str) -> None:
    assert set(told(text)) <= ({prose.CAPITALS} if text.isupper() and len(text) > 20 else set())


def test_a_text_without_any_marks_is_told() -> None:
    assert told(ENGLISH["plain"].replace(".", "").replace(",", "") * 6) == [prose.LINES]


def test_no_score_is_given_of_another_language_but_what_was_found_is() -> None:
    table = mk.analyse([LANGUAGES["German"], CODE, ENGLISH["plain"]], [*mk.MEASURES, "sourcing"])
    counts = [name for name in table if str(name).startswith("n_")]
    apart = ("n_", "caution", "headline_", "words_before", "named_source")
    scores = [name for name in table if not str(name).startswith(apart)]
    assert table.loc[:1, scores].isna().all(axis=None)
    assert table[counts].notna().all(axis=None)
    assert table.loc[2, SCORES].notna().all()
    assert (table["n_words"] > 0).all()


def test_what_rests_on_sentences_is_not_given_of_lines() -> None:
    row = mk.analyse(LIST).iloc[0]
    on_sentences = [f.name for f in COMPUTED if "n_sentences" in f.counts]
    assert len(on_sentences) > 10
    missing = ["words_per_sentence", "consensus_grade", "difficulty", *on_sentences]
    assert row[missing].isna().all()
    others = [f.name for f in COMPUTED if "n_sentences" not in f.counts]
    assert others
    assert row[["letters_per_word", "unfamiliar_share", "sentiment", *others]].notna().all()


def test_what_rests_on_names_is_not_given_of_capitals() -> None:
    row = mk.analyse(CAPITALS, [*mk.MEASURES, "sourcing"]).iloc[0]
    missing = ["unfamiliar_share", "dale_chall_score", "gunning_fog_grade", "consensus_grade"]
    assert row[[*missing, "difficulty", "concrete_share", "unnamed_source_share"]].isna().all()
    assert row[["flesch_reading_ease", "sentiment", "certainty"]].notna().all()
    council, mayor = CAPITALS.split(". ")
    plain = mk.analyse(f"{council.capitalize()}. {mayor.capitalize()}").iloc[0]
    assert row["flesch_kincaid_grade"] == pytest.approx(plain["flesch_kincaid_grade"])


def test_readability_is_not_given_of_a_table_nor_sources_of_a_transcript() -> None:
    table = mk.analyse([TABLE, TRANSCRIPT], [*mk.MEASURES, "sourcing"])
    assert table.loc[0, ["flesch_reading_ease", "difficulty", "reading_minutes"]].isna().all()
    assert table.loc[1, ["speakers"]].isna().all()
    assert table.loc[1, SCORES].notna().all()


def test_what_is_not_given_has_no_interval_either() -> None:
    row = mk.analyse(f"{LANGUAGES['German']} {LANGUAGES['Danish']}", interval=0.95).iloc[0]
    limits = row[[name for name in row.index if name.endswith(("_low", "_high"))]]
    assert len(limits) > 40
    assert limits.isna().all()


def test_a_headline_has_no_number_where_its_text_has_none() -> None:
    articles = pd.DataFrame(
        {
            "headline": ["Schlimm: Hafen zu", "Terrible storm", "Terrible storm"],
            "text": [LANGUAGES["German"], ENGLISH["plain"], ""],
        }
    )
    table = mk.sentiment(articles)
    assert table["headline_sentiment"].isna().tolist() == [True, False, False]
    assert table["headline_sentiment_gap"].isna().tolist() == [True, False, True]


def test_units_are_judged_by_themselves() -> None:
    text = f"{ENGLISH['plain']}\n\n{LANGUAGES['German']}\n\n{ENGLISH['dialect']}"
    table = mk.sentiment(text, unit="paragraph")
    foreign = table["caution"].str.contains("English")
    assert foreign.tolist() == [False, True, False]
    assert table["sentiment"].isna().tolist() == foreign.tolist()


def test_quotation_marks_make_no_lines() -> None:
    said = "“We had no choice,” he said. “There was ice,” she said. “It hurt,” they said. " * 3
    for row in mk.analyse(said, measures=[], unit="voice")["caution"]:
        assert row == f"fewer than {FEW_WORDS} words"


def test_an_own_measure_keeps_its_numbers_unless_it_says_otherwise() -> None:
    def count(corpus: Corpus) -> Counts:
        return {"n_tokens_here": np.diff(corpus.sentences).astype(np.float64)}

    def score(counts: Counts) -> Counts:
        return {"length": counts["n_tokens_here"], "n_tokens_here": counts["n_tokens_here"]}

    columns = {"length": "How long it is.", "n_tokens_here": "How many tokens it has."}
    plain = mk.Measure("length", columns, count, score)
    strict = mk.Measure("length", columns, count, score, undefined={prose.NOT_ENGLISH: ()})
    named = mk.Measure("length", columns, count, score, undefined={prose.CODE: ["length"]})
    for measure, given_columns in ((plain, {"length", "n_tokens_here"}), (strict, set())):
        row = mk.analyse(LANGUAGES["German"], [measure]).iloc[0]
        assert ("length" in given_columns) == bool(row["length"] > 0)
        assert row["n_tokens_here"] > 0
    assert mk.analyse(LANGUAGES["German"], [named])["length"].item() > 0


@given(st.lists(st.sampled_from([*ENGLISH.values(), LIST, TABLE, TRANSCRIPT]), min_size=1))
def test_the_signs_of_a_whole_are_the_sums_of_its_parts(texts: list[str]) -> None:
    def signs(articles: list[str]) -> dict[str, float]:
        counts = prose.count(read_corpus(articles, Vocabulary()))
        return {name: float(values.sum()) for name, values in counts.items()}

    assert signs(["\n\n".join(texts)]) == signs(texts)


def test_missing_and_empty_texts_are_neither() -> None:
    cautions = mk.analyse([None, "", "* * *"], measures=[])["caution"].tolist()
    assert cautions == ["no text", "no words", "no words"]
