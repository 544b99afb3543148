"""That the benchmark goes on running, on texts of two sentences; nothing here is timed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from . import memory
from .contestants import CONTESTANTS, Outcome
from .memory_of import made, measured
from .stages import REST, STAGES, watched
from .summary import TITLES, table
from .texts import choose

TEXTS = [
    "The ferry to Lowgate may be late. Nobody on the quay was surprised.",
    "Critics say that the new bridge is a wonderful waste. It opens in May.",
    "The minister resigned on Friday! Her party had asked her to stay.",
]


@pytest.mark.parametrize("name", CONTESTANTS)
def test_each_contestant_reads_what_it_is_given(name: str) -> None:
    outcome = CONTESTANTS[name](choose(TEXTS, n=2, n_slow=2, source="made up"))
    articles = {"mediakit_everything": 3, "mediakit_single": 1, "mediakit_evidence": 1}.get(name, 2)
    assert outcome.articles == articles
    assert outcome.words >= 12 * articles
    assert outcome.seconds > 0


def test_the_table_compares_round_by_round() -> None:
    def turn(cold: float) -> dict[str, dict[str, float | None]]:
        names = [*TITLES, *CONTESTANTS, "first_table", "pandas_alone"]
        stages = dict.fromkeys([*STAGES, REST], 1.0)
        outcomes = {name: vars(Outcome(2, 1000, 10.0, None, None, stages)) for name in names}
        return {**outcomes, "mediakit_cold": vars(Outcome(2, 1000, cold, None, None))}

    lines = table([turn(1.0), turn(0.5), turn(2.0)]).splitlines()
    speed = next(line for line in lines if line.startswith("mediakit, nothing read before"))
    assert "1,000 (500 to 2,000)" in speed
    assert speed.endswith("unknown")
    ratio = next(line for line in lines if line.startswith("  textstat + VADER by sentence"))
    assert "10.0 (5.00 to 20.0)" in ratio
    assert "  rules of context                          1.00                  1.00" in lines


def test_stages_add_up_to_the_whole_and_each_takes_its_share() -> None:
    from mediakit import analyse

    with watched() as watch:
        analyse(TEXTS)
    assert all(seconds > 0 for seconds in watch.seconds.values())
    before = dict(watch.seconds)
    analyse(TEXTS)  # the stop-watch has been taken away again
    assert watch.seconds == before


@pytest.mark.parametrize("way", memory.WAYS)
def test_memory_is_measured_of_articles_with_new_words(way: str, tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="this system doesn't tell")
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.jsonl"
    articles = [*made(TEXTS, 40)]
    assert len({word for text in articles for word in text.split()}) > 45
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in articles), "utf-8")
    figures = measured(way, path)
    assert figures["memory"] > 30
    if way != "file":
        assert 0 < figures["memory"] - figures["without_table"] < 1


def test_texts_are_drawn_alike_and_never_measured_twice_with_others() -> None:
    many = [f"Ferry {number} sank." for number in range(100)]
    texts = choose(many, n=60, n_slow=6, source="made up")
    assert texts == choose(many, n=60, n_slow=6, source="made up")
    assert sorted([*texts.measured, *texts.others, *texts.single]) == sorted(many)
    assert texts.slow == texts.measured[:6]
