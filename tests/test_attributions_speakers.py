"""What kind of speaker somebody is, and who "he" or "the minister" is."""

from __future__ import annotations

import pytest

import mediakit as mk

KINDS = {
    "Ilse Marrand": "named person",
    "Prime Minister Ilse Marrand": "named person",
    "Sen. Rita Menlow (R-Ostrey)": "named person",
    "Mr. Holm": "named person",
    "Velmoran actor Pat Lomas": "named person",
    "Another delegate of the party, Rita Menlow,": "named person",
    "The Karsanian foreign ministry": "named organisation",
    "The Labour Alliance": "named organisation",
    "The Central Bank of Velmora": "named organisation",
    "Police": "named organisation",
    "The minister": "role or title",
    "Her husband": "role or title",
    "A spokeswoman for the ministry": "role or title",
    "A senior official": "unnamed official",
    "One of the officials": "unnamed official",
    "An insider": "unnamed official",
    "Some experts": "unnamed group",
    "Critics": "unnamed group",
    "Many": "unnamed group",
    "Two officials with knowledge of the talks": "unnamed group",
    "People familiar with the talks": "unnamed group",
    "Residents": "public",
    "Citizens of the valley": "public",
    "A survey of 1,012 adults": "document or medium",
    "The indictment": "document or medium",
    "They": "unresolved pronoun",
    "She": "unresolved pronoun",
}


@pytest.mark.parametrize("speaker", KINDS)
def test_kinds(speaker: str) -> None:
    table = mk.quotations(f"{speaker} said that the ferry was late.")
    assert table["speaker_kind"].tolist() == [KINDS[speaker]]


@pytest.mark.parametrize(
    "text", ["It was announced that the ferry was late.", "The ferry is reportedly late."]
)
def test_nobody_speaks(text: str) -> None:
    table = mk.quotations(text)
    assert table["speaker_kind"].tolist() == ["agentless"]
    assert table["speaker"].tolist() == [""]
    assert table["speaker_start"].isna().all()


def names(text: str) -> list[str]:
    return mk.quotations(text)["speaker_name"].tolist()


def test_a_surname_is_the_full_name() -> None:
    text = "Ilse Marrand opened the bridge. Later Marrand said it was safe. Mrs. Marrand left."
    assert names(text) == ["Ilse Marrand"]


def test_two_who_speak_together_keep_their_names() -> None:
    text = "Radek Holm and Ilse Marrand agreed that it was late. Holm and Marrand said it was over."
    assert names(text) == ["Radek Holm and Ilse Marrand"] * 2


def test_a_full_stop_ends_no_forename() -> None:
    text = "It was Election Day. Radek Holm said it was late. Holm said that he was tired."
    assert names(text) == ["Radek Holm"] * 2


def test_he_and_she_are_told_apart() -> None:
    text = "“No,” Maria Holm told David Rell. “Yes,” he said. “Never,” she said."
    assert names(text)[0] == "Maria Holm"
    assert names(text)[2] == "Maria Holm"


def test_a_pronoun_is_who_spoke_last() -> None:
    text = "Radek Holm denied that it was late. He said the ferry was on time."
    assert names(text) == ["Radek Holm", "Radek Holm"]


def test_a_role_is_the_name_beside_it() -> None:
    text = "Interior Minister Corin Aldous came late. The minister said that it rained."
    assert names(text) == ["Corin Aldous"]
    text = "Matt Borge, chairman of the party, said it rained. The chairman said that it was cold."
    assert names(text) == ["Matt Borge", "Matt Borge"]


def test_what_cannot_be_told_is_empty() -> None:
    assert names("She said that it rained. The minister said that it was cold.") == ["", ""]


def test_it_is_the_body_that_spoke_last() -> None:
    text = "The Labour Alliance said it would vote. It said that the list was long."
    assert mk.quotations(text)["speaker_kind"].tolist() == ["named organisation"] * 2


def test_a_relative_clause_is_said_by_its_antecedent() -> None:
    table = mk.quotations("The bill was sent to Radek Holm, who said that it was late.")
    assert table[["speaker", "speaker_kind"]].values.tolist() == [["Radek Holm", "named person"]]
