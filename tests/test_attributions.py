"""Who says what: cues, speakers and contents, one pattern of attribution a case."""

from __future__ import annotations

import pytest

import mediakit as mk

Row = tuple[str, str, str, str]

CASES: dict[str, list[Row]] = {
    # quotations before, after and around the cue
    "“We open on Monday,” Ilse Marrand said.": [
        ("Ilse Marrand", "said", "“We open on Monday,”", "verbatim")
    ],
    "“We open on Monday,” said Ilse Marrand, the mayor of Aldenport.": [
        ("Ilse Marrand, the mayor of Aldenport", "said", "“We open on Monday,”", "verbatim")
    ],
    "Ilse Marrand told the Chronicle: “We open on Monday.”": [
        ("Ilse Marrand", "told", "“We open on Monday.”", "verbatim")
    ],
    "“In the end,” the minister told reporters, “nobody was hurt.”": [
        ("the minister", "told", "“In the end,”", "verbatim"),
        ("the minister", "", "“nobody was hurt.”", "verbatim"),
    ],
    "“Where is it?” she asked. “I can't find it.”": [
        ("she", "asked", "“Where is it?”", "verbatim"),
        ("she", "", "“I can't find it.”", "verbatim"),
    ],
    "'We will stay,' said Radek Holm.": [("Radek Holm", "said", "'We will stay,'", "verbatim")],
    "''It is late,'' Mr. Holm said.": [("Mr. Holm", "said", "''It is late,''", "verbatim")],
    "“He told me, ‘Go home,’ and I went,” Ms. Hollar said.": [
        ("Ms. Hollar", "said", "“He told me, ‘Go home,’ and I went,”", "verbatim")
    ],
    "“It is bad. Is there a plan that works?” he said.": [
        ("he", "said", "“It is bad. Is there a plan that works?”", "verbatim")
    ],
    "Her answer was short: “Nobody.”": [("Her answer", ":", "“Nobody.”", "verbatim")],
    "Holm agreed. “Everyone on the list is a reservist.”": [
        ("Holm", "agreed", "“Everyone on the list is a reservist.”", "verbatim")
    ],
    # quotations within the writer's own sentence
    "He said it was “a mistake” from the start.": [
        ("He", "said", "it was “a mistake” from the start", "mixed")
    ],
    "The plan is a “critical part” of the strategy, Holm said.": [
        ("Holm", "said", "The plan is a “critical part” of the strategy", "mixed")
    ],
    # indirect speech
    "The ministry said that the ferry would sail in May.": [
        ("The ministry", "said", "that the ferry would sail in May", "indirect")
    ],
    "The ministry said the ferry would sail in May.": [
        ("The ministry", "said", "the ferry would sail in May", "indirect")
    ],
    "Ticket prices will rise in June, analysts say.": [
        ("analysts", "say", "Ticket prices will rise in June", "indirect")
    ],
    "The polls are closing, said Radek Holm.": [
        ("Radek Holm", "said", "The polls are closing", "indirect")
    ],
    "The plan, she said, is dead.": [
        ("she", "said", "The plan", "indirect"),
        ("she", "", "is dead", "indirect"),
    ],
    "Sources close to the mayor, who resigned on Monday, say she is tired.": [
        (
            "Sources close to the mayor, who resigned on Monday",
            "say",
            "she is tired",
            "indirect",
        )
    ],
    "Radek Holm on Thursday evening said that the bridge was safe.": [
        ("Radek Holm", "said", "that the bridge was safe", "indirect")
    ],
    "Some experts warn it might fail, but critics say it will not.": [
        ("Some experts", "warn", "it might fail", "indirect"),
        ("critics", "say", "it will not", "indirect"),
    ],
    "Radek Holm said that the bridge was safe, adding that it would reopen.": [
        ("Radek Holm", "said", "that the bridge was safe", "indirect"),
        ("Radek Holm", "adding", "that it would reopen", "indirect"),
    ],
    "Radek Holm conceded that the bill was late but said it would be paid.": [
        ("Radek Holm", "conceded", "that the bill was late", "indirect"),
        ("Radek Holm", "said", "it would be paid", "indirect"),
    ],
    "Voters who say they are tired stayed at home.": [
        ("Voters", "say", "they are tired stayed at home", "indirect")
    ],
    "Holm rejected the term.": [("Holm", "rejected", "the term", "indirect")],
    "Holm declined to comment.": [("Holm", "declined", "to comment", "indirect")],
    # other cues
    "According to a decree published on Thursday, 12,000 reservists must report.": [
        (
            "a decree published on Thursday",
            "According to",
            "12,000 reservists must report",
            "indirect",
        )
    ],
    "Twelve thousand must report, according to the decree.": [
        ("the decree", "according to", "Twelve thousand must report", "indirect")
    ],
    "It is widely believed that the dam will fail.": [
        ("", "is widely believed", "that the dam will fail", "indirect")
    ],
    "The dam is said to be unsafe.": [("", "is said", "to be unsafe", "indirect")],
    "The driver allegedly fled.": [("", "allegedly", "fled", "indirect")],
    "Holm was told by an aide that the road was closed.": [
        ("an aide", "was told", "that the road was closed", "indirect")
    ],
    "The plan was criticised by residents.": [
        ("residents", "was criticised", "The plan", "indirect")
    ],
    "Ilse Marrand's claim that the dam was safe worried the town.": [
        ("Ilse Marrand", "claim", "that the dam was safe worried the town", "indirect")
    ],
    # the weight of the cue on a noun or adjective
    "Critics have raised serious doubts about the plan.": [
        ("Critics", "have raised serious doubts about", "the plan", "indirect")
    ],
    "The mayor was deeply sceptical about the plan.": [
        ("The mayor", "was deeply sceptical about", "the plan", "indirect")
    ],
    "The minister expressed concern about the cost.": [
        ("The minister", "expressed concern about", "the cost", "indirect")
    ],
    "Rell also spoke openly about the flood.": [
        ("Rell", "also spoke openly about", "the flood", "indirect")
    ],
    # beside relative clauses and questions
    "As the Chronicle reported, the dam was unsafe.": [
        ("the Chronicle", "reported", "the dam was unsafe", "indirect")
    ],
    "The rules, which officials said will change in May, are new.": [
        ("officials", "said", "will change in May, are new", "indirect")
    ],
    "Asked whether she would stay, Rell left.": [
        ("", "Asked", "whether she would stay", "indirect")
    ],
    # verbs that no list has
    "“Too late,” Ilse Marrand spluttered.": [
        ("Ilse Marrand", "spluttered", "“Too late,”", "verbatim")
    ],
    "“Too late,” bantered Radek Holm.": [("Radek Holm", "bantered", "“Too late,”", "verbatim")],
    # attitudes within what somebody says are the speaker's words
    "Rell said that they support the plan.": [
        ("Rell", "said", "that they support the plan", "indirect")
    ],
    # headlines and transcripts
    "Marrand: No new tax this year": [("Marrand", ":", "No new tax this year", "indirect")],
    "RELL: No.\nHOLM: Yes it is.\nRELL: Never.\nHOLM: Always.": [
        ("RELL", ":", "No", "indirect"),
        ("HOLM", ":", "Yes it is", "indirect"),
        ("RELL", ":", "Never", "indirect"),
        ("HOLM", ":", "Always", "indirect"),
    ],
}
# that a word could be a cue doesn't make it one
NOTHING = [
    "The report is long.",
    "His claims were false.",
    "The alleged driver's reports of the states were late.",
    "The proposed ban on phones is law.",
    "Rain fell. Nobody was hurt.",
    "The minister must prove that she is right.",
    "UPDATE: The road is open.",
    "The “experts” were wrong.",
    "WATER RISES",
]


@pytest.mark.parametrize("text", CASES)
def test_patterns(text: str) -> None:
    table = mk.quotations(text)
    rows = table[["speaker", "cue", "content", "direct"]].itertuples(index=False, name=None)
    assert list(rows) == CASES[text]


@pytest.mark.parametrize("text", NOTHING)
def test_homographs(text: str) -> None:
    found = mk.quotations(text)
    assert found.empty or set(found["cue"]) == {"alleged"}


@pytest.mark.parametrize(
    ("cue", "cue_class"),
    [
        ("said", "neutral"),
        ("claimed", "doubting"),
        ("acknowledged", "endorsing"),
        ("insisted", "assertive"),
        ("suggested", "evidential"),
    ],
)
def test_classes_of_cues(cue: str, cue_class: str) -> None:
    table = mk.quotations(f"The ministry {cue} that the ferry was late.")
    assert table["cue_class"].tolist() == [cue_class]


@pytest.mark.parametrize(
    ("cue", "kind"),
    [
        ("said that the ferry was late", "speech"),
        ("believed that the ferry was late", "belief or knowledge"),
        ("opposed the ferry", "attitude"),
        ("is critical of the ferry", "attitude"),
    ],
)
def test_kinds_of_cues(cue: str, kind: str) -> None:
    assert mk.quotations(f"The ministry {cue}.")["cue_kind"].tolist() == [kind]


def test_a_quotation_over_paragraphs_is_one_speakers() -> None:
    text = "“It was dark,” said Lena Hollar. “We waited.\n\n“Then they came for us all.”"
    table = mk.quotations(text)
    assert table["content"].tolist() == [
        "“It was dark,”",
        "“We waited.",
        "“Then they came for us all.”",
    ]
    assert set(table["speaker"]) == {"Lena Hollar"}
    assert table["cue"].tolist() == ["said", "", ""]


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody knows where the mayor is.",
        "The 6'2\" guard of the 'Heron was 5' 10\" tall.",
        "The ministers' plan for the '90s was \"late.",
        'He wanted "peace. And quiet.',
    ],
)
def test_a_stray_mark_swallows_nothing(text: str) -> None:
    rest = "\n\nThe ministry said that the ferry would sail in May."
    table = mk.quotations(text + rest)
    assert "that the ferry would sail in May" in table["content"].tolist()
    assert (table["content"].str.len() < len(text + rest) - 10).all()


def test_what_is_said_within_a_quotation_is_the_speakers() -> None:
    text = "“The doctors say it is over and my mother thinks it is not,” said Lena Hollar."
    assert mk.quotations(text)["speaker"].tolist() == ["Lena Hollar"]
