"""Files larger than memory: nothing lost, nothing doubled, and the same numbers as in memory."""

from __future__ import annotations

import csv
import errno
import gzip
import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit import analysis, streaming
from mediakit.__main__ import main
from mediakit.measures import Measure
from mediakit.sample import load_sample
from mediakit.streaming import Job, analyse_file
from mediakit.streaming.parts import Parts
from mediakit.streaming.records import BadRow, Size, Source

pytest.importorskip("pyarrow")

FAMILIES = ["readability", "hedging"]


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr(streaming, "BATCH", 7)


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    return load_sample()[["headline", "text", "outlet", "published"]]


@pytest.fixture
def expected(sample) -> pd.DataFrame:
    return analysis.analyse(sample, FAMILIES)


def save(sample: pd.DataFrame, path: Path) -> Path:
    table = sample.reset_index()
    if ".parquet" in path.suffixes:
        table.to_parquet(path, row_group_size=5)
    elif ".jsonl" in path.suffixes:
        table.to_json(path, orient="records", lines=True, date_format="iso")
    else:
        table.to_csv(path, index=False, sep="\t" if ".tsv" in path.suffixes else ",")
    return path


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".tsv", ".csv.gz", ".jsonl", ".jsonl.gz"])
def test_the_numbers_are_those_of_articles_in_memory(suffix, sample, expected, tmp_path) -> None:
    run = analyse_file(save(sample, tmp_path / f"a{suffix}"), tmp_path / "out.parquet", FAMILIES)
    table = pd.read_parquet(run.target)
    assert run.n_rows == len(table) == len(sample)
    assert (run.n_rejected, run.rejected, run.n_resumed) == (0, None, 0)
    assert table["row"].tolist() == list(range(len(sample)))
    assert table["article_id"].tolist() == sample.index.tolist()
    assert table["outlet"].tolist() == sample["outlet"].tolist()
    pd.testing.assert_frame_equal(
        table[expected.columns], expected.reset_index(drop=True), check_exact=True
    )
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == ["out.parquet"]


def test_dates_of_parquet_stay_dates(sample, tmp_path) -> None:
    run = analyse_file(save(sample, tmp_path / "a.parquet"), tmp_path / "o.parquet", "hedging")
    published = pd.read_parquet(run.target)["published"]
    assert pd.to_datetime(published).tolist() == sample["published"].tolist()
    assert pd.api.types.is_datetime64_any_dtype(published.dtype)


@pytest.mark.parametrize("unit", ["sentence", "voice", "section"])
def test_other_units(unit, sample, tmp_path) -> None:
    run = analyse_file(save(sample, tmp_path / "a.csv"), tmp_path / "o.parquet", "hedging", unit)
    table = pd.read_parquet(run.target)
    expected = analysis.analyse(sample, "hedging", unit)
    assert table["article_id"].tolist() == expected.index.get_level_values(0).tolist()
    assert table[unit].tolist() == expected.index.get_level_values(unit).tolist()
    pd.testing.assert_frame_equal(table[expected.columns], expected.reset_index(drop=True))


def test_several_processes_give_the_same_file(sample, tmp_path) -> None:
    source = save(sample, tmp_path / "a.parquet")
    one = analyse_file(source, tmp_path / "one.parquet", FAMILIES)
    two = analyse_file(source, tmp_path / "two.parquet", FAMILIES, jobs=2)
    pd.testing.assert_frame_equal(pd.read_parquet(one.target), pd.read_parquet(two.target))


def test_what_fails_is_kept_up_to_there_and_resumed(
    sample, expected, tmp_path, monkeypatch
) -> None:
    source, target = save(sample, tmp_path / "a.csv"), tmp_path / "o.parquet"
    whole = Job.do

    def fails(self, batch, parts) -> None:
        if batch.number == 3:
            raise MemoryError
        whole(self, batch, parts)

    monkeypatch.setattr(Job, "do", fails)
    with pytest.raises(MemoryError):
        analyse_file(source, target, FAMILIES)
    assert not target.exists()
    monkeypatch.setattr(Job, "do", whole)
    run = analyse_file(source, target, FAMILIES)
    assert run.n_resumed == 3
    table = pd.read_parquet(target)
    pd.testing.assert_frame_equal(table[expected.columns], expected.reset_index(drop=True))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills in another way")
def test_a_run_that_is_killed_goes_on_where_it_stopped(sample, tmp_path) -> None:
    many = pd.concat([sample] * 12, ignore_index=True)
    source = save(many, tmp_path / "a.parquet")
    target, unbroken = tmp_path / "o.parquet", tmp_path / "unbroken.parquet"
    code = (
        "from mediakit import streaming; streaming.BATCH = 7; "
        f"streaming.analyse_file({str(source)!r}, {str(target)!r}, {FAMILIES!r})"
    )
    parts = target.with_name("o.parquet.parts")
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL) as process:
        while len(list(parts.glob("*.parquet"))) < 4 and process.poll() is None:
            time.sleep(0.01)
        process.kill()
    assert not target.exists()
    done = len(list(parts.glob("*.parquet")))
    run = analyse_file(source, target, FAMILIES)
    assert run.n_resumed == done >= 4
    analyse_file(source, unbroken, FAMILIES)
    pd.testing.assert_frame_equal(pd.read_parquet(target), pd.read_parquet(unbroken))


def test_a_run_with_other_settings_is_not_mixed_in(sample, tmp_path, monkeypatch) -> None:
    source, target = save(sample, tmp_path / "a.csv"), tmp_path / "o.parquet"
    monkeypatch.setattr("mediakit.streaming.parts.Parts.finish", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        analyse_file(source, target, FAMILIES)
    monkeypatch.undo()
    monkeypatch.setattr(streaming, "BATCH", 7)
    with pytest.raises(ValueError, match="another measures"):
        analyse_file(source, target, "sentiment")
    with source.open("a") as file:
        file.write("x,y,A late row.,z,\n")
    with pytest.raises(ValueError, match="another source"):
        analyse_file(source, target, FAMILIES)
    run = analyse_file(source, target, FAMILIES, overwrite=True)
    assert (run.n_rows, run.n_resumed) == (len(sample) + 1, 0)


def test_bad_rows_are_set_apart_with_their_reason(tmp_path) -> None:
    lines = [
        json.dumps({"id": 1, "text": "It may rain."}),
        '{"id": 2, "text": "cut',
        json.dumps({"id": 3, "text": 5}),
        json.dumps([1]),
        json.dumps({"id": 4, "text": None}),
        json.dumps({"id": 5, "text": "It rains.", "title": {"a": 1}}),
        json.dumps({"id": 6, "text": "Perhaps.", "title": ["b"]}),
    ]
    source = tmp_path / "a.jsonl"
    source.write_bytes(
        "\n".join(lines).encode() + b'\n{"text": "caf\xe9"}\n{"text": "\xc3\xa9 \xe9"}'
    )
    run = analyse_file(source, tmp_path / "o.parquet", "hedging", headline="title")
    table = pd.read_parquet(run.target)
    assert table["row"].tolist() == [0, 4, 5, 7]
    assert table["article_id"].tolist() == ["1", "4", "5", "7"]
    assert table["n_hedges"].isna().tolist() == [False, True, False, False]
    bad = [json.loads(line) for line in run.rejected.read_text("utf-8").splitlines()]
    assert [row["row"] for row in bad] == [1, 2, 3, 6, 8]
    assert [row["reason"][:24] for row in bad] == [
        "not JSON (Unterminated s",
        "the text is of type int",
        "an object is expected, n",
        "the headline is of type ",
        "bytes that are no UTF-8",
    ]
    assert run.n_rows + run.n_rejected == 9


def test_rows_of_a_table_that_are_too_long(tmp_path) -> None:
    source = tmp_path / "a.csv"
    long = "word " * 60_000  # more than the csv module reads by itself
    source.write_text(f'id,text\n1,"It, too"\n\n2,a,b\n3,{long}\n4\n', "utf-8")
    run = analyse_file(source, tmp_path / "o.parquet", "hedging")
    table = pd.read_parquet(run.target)
    assert table["article_id"].tolist() == ["1", "3", "4"]
    assert table["n_words"].isna().tolist() == [False, False, True]
    assert table["n_words"].iloc[1] == 60_000
    assert "3 cells where the header has 2" in run.rejected.read_text("utf-8")


_CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@given(st.lists(st.tuples(_CELLS, _CELLS), min_size=1), st.integers(1, 5))
def test_batches_hold_every_cell(tmp_path_factory, rows, size) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(["title", "text"])
    writer.writerows(rows)
    path = tmp_path_factory.mktemp("cells") / "a.csv.gz"
    path.write_bytes(gzip.compress(written.getvalue().encode()))
    batches = list(Source(path).batches(Size(size, 1_000_000)))
    assert [len(batch.table) for batch in batches[:-1]] == [size] * (len(batches) - 1)
    assert sum(batch.share for batch in batches) == path.stat().st_size
    table = pd.concat([batch.table for batch in batches])
    assert table.index.tolist() == list(range(len(rows)))
    got = table.astype(object).where(table.notna(), "").itertuples(index=False, name=None)
    assert list(got) == rows


@pytest.mark.parametrize("size", [1, 3, 4, 100])
def test_batches_of_parquet_do_not_end_where_row_groups_do(sample, tmp_path, size) -> None:
    path = save(sample, tmp_path / "a.parquet")
    batches = list(Source(path).batches(Size(size, 1_000_000), ["text"]))
    assert [batch.number for batch in batches] == list(range(-(-len(sample) // size)))
    assert {len(batch.table) for batch in batches[:-1]} <= {size}
    texts = [text for batch in batches for text in batch.table["text"]]
    assert texts == sample["text"].tolist()


def test_mistakes_are_told_before_the_work_starts(sample, tmp_path) -> None:
    source, target = save(sample, tmp_path / "a.csv"), tmp_path / "o.parquet"
    with pytest.raises(FileNotFoundError, match="no file"):
        analyse_file(tmp_path / "none.csv", target)
    with pytest.raises(ValueError, match="at least 1, not 0"):
        analyse_file(source, target, jobs=0)
    with pytest.raises(ValueError, match="unit 'word' is not known"):
        analyse_file(source, target, unit="word")
    with pytest.raises(ValueError, match="'nonsense' is not known"):
        analyse_file(source, target, "nonsense")
    with pytest.raises(ValueError, match="no column 'corpse'"):
        analyse_file(source, target, text="corpse")
    workbook = tmp_path / "a.xlsx"
    workbook.write_bytes(b"")
    with pytest.raises(ValueError, match=r"can't be read in batches; what can: \.parquet"):
        analyse_file(workbook, target)
    (tmp_path / "b.csv").write_bytes(b"")
    with pytest.raises(ValueError, match="empty"):
        analyse_file(tmp_path / "b.csv", target)
    (tmp_path / "b.parquet").write_bytes(b"no parquet")
    with pytest.raises(ValueError, match="no parquet file"):
        analyse_file(tmp_path / "b.parquet", target)
    assert not target.with_name("o.parquet.parts").exists()
    target.write_bytes(b"")
    with pytest.raises(FileExistsError, match="overwrite=True"):
        analyse_file(source, target)


def test_a_measure_of_ones_own(sample, tmp_path) -> None:
    own = Measure(
        name="own",
        columns={"n_own": "Every sentence counts one."},
        count=lambda corpus: {"n_own": pd.Series(1.0, range(corpus.n_sentences)).to_numpy()},
        score=lambda counts: {"n_own": counts["n_own"]},
    )
    run = analyse_file(save(sample, tmp_path / "a.csv"), tmp_path / "o.parquet", own)
    table = pd.read_parquet(run.target)
    assert table["n_own"].tolist() == table["n_sentences"].tolist()


def test_the_command_line_writes_a_table(sample, tmp_path, capsys) -> None:
    source, target = save(sample, tmp_path / "a.csv"), tmp_path / "o.parquet"
    assert main(["corpus", str(source), "--to", str(target), "--jobs", "1"]) == 0
    assert capsys.readouterr().out.splitlines() == [str(target)]
    assert len(pd.read_parquet(target)) == len(sample)
    assert main(["corpus", str(source), "--to", str(target)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert main(["corpus", str(source), "--to", str(target), "--force"]) == 0


def test_the_index_of_a_saved_table_names_its_articles(sample, tmp_path) -> None:
    source = tmp_path / "a.parquet"
    sample.to_parquet(source)
    run = analyse_file(source, tmp_path / "o.parquet", "hedging")
    assert pd.read_parquet(run.target)["article_id"].tolist() == sample.index.tolist()


def test_cells_beside_the_text_may_be_anything(tmp_path) -> None:
    source = tmp_path / "a.jsonl"
    rows = [
        {"id": 1, "text": "It may rain.", "outlet": 7, "published": 1_900_000_000},
        {"id": None, "text": "It \ud83d rains.", "outlet": "Echo \ud83d", "published": None},
    ]
    source.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    table = pd.read_parquet(analyse_file(source, tmp_path / "o.parquet", "hedging").target)
    assert table["article_id"].tolist() == ["1", "1"]
    assert table["outlet"].tolist() == ["7", "Echo ?"]
    assert table["published"].isna().tolist() == [False, True]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_encodings_that_show_themselves(encoding, sample, expected, tmp_path) -> None:
    source = tmp_path / "a.csv"
    sample.reset_index().to_csv(source, index=False, encoding=encoding)
    run = analyse_file(source, tmp_path / "o.parquet", FAMILIES)
    table = pd.read_parquet(run.target)
    assert (run.n_rejected, table["article_id"].tolist()) == (0, sample.index.tolist())
    pd.testing.assert_frame_equal(table[expected.columns], expected.reset_index(drop=True))


@pytest.mark.parametrize(
    ("content", "n_rows", "reasons"),
    [
        ("sep=;\nid;text\n1;It may.\n2;It is.\n", 2, []),
        ("id,text\r1,It may.\r2,It is.\r", 2, []),
        ("text\nIt may.\n\nIt is.\n", 3, []),
        ("\r\nid,text,x,x,\r\n1,It may.,,,,,\r\n2,It is.\r\n", 2, []),
        ("id,text\n1,It\rmay.\n2,It is.\n", 2, []),
        ('id,text\n1,"It may.\n2,It is.\n3,It was.\n', 2, ["a quotation mark opens"]),
        ('id,text\n1,"It may.\n2,It is.\n3,"So, it was."\n4,So.\n', 3, ["a quotation mark opens"]),
        ('id,text\n1,"It may.\n\nIt, too.\n3,"So" it was.\n4,So.\n', 1, ["quotation marks that"]),
        (f"id,text\n1,{'a' * (2**24 + 1)}\n2,It is.\n", 1, ["a cell of more than 16,777,216"]),
        ('id,text\n1,"It\n\n""may"", and\r\nmay not.\n"\n2,It is.\n', 2, []),
    ],
)
def test_what_is_wrong_with_a_row_spares_the_others(content, n_rows, reasons, tmp_path) -> None:
    source = tmp_path / "a.csv"
    source.write_bytes(content.encode())
    run = analyse_file(source, tmp_path / "o.parquet", "hedging")
    assert (run.n_rows, run.n_rejected) == (n_rows, len(reasons))
    bad = [] if run.rejected is None else run.rejected.read_text("utf-8").splitlines()
    for line, reason in zip(bad, reasons, strict=True):
        assert json.loads(line)["reason"].startswith(reason)
        assert json.loads(line)["content"]


def test_a_file_that_was_cut_off(tmp_path) -> None:
    packed = gzip.compress(
        b"id,text\n" + b"".join(b"%d,%d rains.\n" % (i, i * i) for i in range(999))
    )
    source, target = tmp_path / "a.csv.gz", tmp_path / "o.parquet"
    source.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(ValueError, match="damaged or was cut off"):
        analyse_file(source, target, "hedging")
    assert not target.exists()


def test_several_files(sample, tmp_path) -> None:
    folder = tmp_path / "news"
    (folder / "more").mkdir(parents=True)
    save(sample.iloc[:20], folder / "b.csv")
    save(sample.iloc[20:30], folder / "a.csv.gz")
    (folder / "more" / "c.jsonl").write_text('{"text": "It may."}\n{"text": 5}\n', "utf-8")
    (folder / "notes.txt").write_text("no table", "utf-8")
    run = analyse_file(folder, tmp_path / "o.parquet", "hedging")
    table = pd.read_parquet(run.target)
    assert table.columns[0] == "file"
    assert table["file"].tolist() == ["a.csv.gz"] * 10 + ["b.csv"] * 20 + ["c.jsonl"]
    assert table["row"].tolist() == [*range(10), *range(20), 0]
    assert json.loads(run.rejected.read_text("utf-8"))["file"] == "c.jsonl"
    some = analyse_file(folder / "*.csv*", tmp_path / "some.parquet", "hedging")
    assert some.n_rows == 30
    save(sample, folder / "d.parquet")
    with pytest.raises(ValueError, match="mixes parquet"):
        analyse_file(folder, tmp_path / "mixed.parquet")
    with pytest.raises(FileNotFoundError, match="no file"):
        analyse_file(folder / "*.tsv", tmp_path / "none.parquet")


def test_two_runs_do_not_write_one_target(sample, tmp_path) -> None:
    source, target = save(sample, tmp_path / "a.csv"), tmp_path / "o.parquet"
    with Parts(target).held(), pytest.raises(RuntimeError, match="another run is writing"):
        analyse_file(source, target, FAMILIES)
    assert analyse_file(source, target, FAMILIES).n_rows == len(sample)


def test_bad_rows_of_an_earlier_run_do_not_stay(tmp_path) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "o.parquet"
    source.write_text('{"text": "It may."}\n{"text": 5}\n', "utf-8")
    first = analyse_file(source, target, "hedging")
    source.write_text('{"text": "It may."}\n', "utf-8")
    assert analyse_file(source, target, "hedging", overwrite=True).rejected is None
    assert not first.rejected.exists()


@pytest.mark.parametrize("fails", ["1.parquet", "o.parquet"])
def test_a_full_disk(fails, sample, tmp_path, monkeypatch) -> None:
    source, target = save(sample, tmp_path / "a.csv"), tmp_path / "o.parquet"
    replace = Path.replace

    def full(path, to):
        if Path(to).name == fails:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(path, to)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        analyse_file(source, target, FAMILIES)
    assert not target.exists()
    monkeypatch.setattr(Path, "replace", replace)
    run = analyse_file(source, target, FAMILIES)
    assert run.n_resumed == (1 if fails == "1.parquet" else 7)
    assert run.n_rows == len(sample)
    assert [path.name for path in tmp_path.iterdir() if "o.p" in path.name] == ["o.parquet"]


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".jsonl"])
def test_batches_of_long_articles_have_fewer_of_them(suffix, tmp_path) -> None:
    texts = ["a" * 40, "b" * 70, "c" * 10, "d", "e", "f", "g" * 500, "h"]
    path = save(pd.DataFrame({"text": texts}), tmp_path / f"a{suffix}")
    batches = list(Source(path).batches(Size(3, 100), ["text"]))
    assert [[text[0] for text in batch.table["text"]] for batch in batches] == [
        ["a", "b"],
        ["c", "d", "e"],
        ["f", "g"],
        ["h"],
    ]
    assert [batch.table.index.tolist() for batch in batches] == [[0, 1], [2, 3, 4], [5, 6], [7]]
    assert [batch.number for batch in batches] == [0, 1, 2, 3]


def test_long_articles_change_no_number(sample, expected, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(streaming, "CHARACTERS", 5_000)
    monkeypatch.setattr(analysis, "CHARACTERS", 3_000)
    run = analyse_file(save(sample, tmp_path / "a.parquet"), tmp_path / "out.parquet", FAMILIES)
    table = pd.read_parquet(run.target)
    assert table["row"].tolist() == list(range(len(sample)))
    pd.testing.assert_frame_equal(
        table[expected.columns], expected.reset_index(drop=True), check_exact=True
    )


def fails_on(word: str) -> Measure:
    """Make a measure that fails over articles with a word."""

    def count(corpus):
        if any(word in (text or "") for text in corpus.texts):
            raise ZeroDivisionError("nothing to divide by")
        return {"n_own": pd.Series(1.0, range(corpus.n_sentences)).to_numpy()}

    return Measure(
        name="own",
        columns={"n_own": "Every sentence counts one."},
        count=count,
        score=lambda counts: {"n_own": counts["n_own"]},
    )


def test_an_article_that_makes_a_measure_fail_is_set_apart(tmp_path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("text\nIt may.\nA heron.\nIt is. It was.\n", "utf-8")
    run = analyse_file(source, tmp_path / "o.parquet", fails_on("heron"))
    table = pd.read_parquet(run.target)
    assert (table["row"].tolist(), table["n_own"].tolist()) == ([0, 2], [1, 2])
    bad = [BadRow(**json.loads(line)) for line in run.rejected.read_text("utf-8").splitlines()]
    reason = "it can't be measured (ZeroDivisionError: nothing to divide by)"
    assert bad == [BadRow(1, reason, "A heron.")]


def test_a_measure_that_fails_over_all_articles_stops_the_run(tmp_path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("text\nIt may.\nIt is. It was.\n", "utf-8")
    with pytest.raises(ZeroDivisionError):
        analyse_file(source, tmp_path / "o.parquet", fails_on("It"))


def stopped(monkeypatch, *arguments, **options) -> None:
    """Do all batches of a run, and stop it before the target is written."""
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Parts, "finish", raise_interrupt)
        analyse_file(*arguments, **options)


def raise_interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_overwriting_does_not_forget_what_was_done(sample, tmp_path, monkeypatch) -> None:
    source, target = save(sample, tmp_path / "a.csv"), tmp_path / "o.parquet"
    analyse_file(source, target, "sentiment")
    stopped(monkeypatch, source, target, FAMILIES, overwrite=True)
    assert "sentiment" in pd.read_parquet(target), "the old one is there until the new one is"
    with pytest.raises(FileExistsError, match="overwrite=True"):
        analyse_file(source, target, FAMILIES)
    run = analyse_file(source, target, FAMILIES, overwrite=True)
    assert (run.n_rows, run.n_resumed) == (len(sample), 7)
    stopped(monkeypatch, source, target, fails_on("nothing"), overwrite=True)
    run = analyse_file(source, target, fails_on("nothing"), overwrite=True)
    assert run.n_resumed == 0, "the measure may have been changed"


def test_another_mediakit_does_not_go_on(sample, tmp_path, monkeypatch) -> None:
    source, target = save(sample, tmp_path / "a.csv"), tmp_path / "o.parquet"
    stopped(monkeypatch, source, target, FAMILIES)
    told = target.with_name("o.parquet.parts") / "run.json"
    run = json.loads(told.read_text("utf-8"))
    told.write_text(json.dumps(run | {"version": "0.0.1"}), "utf-8")
    with pytest.raises(ValueError, match="another version"):
        analyse_file(source, target, FAMILIES)
    assert analyse_file(source, target, FAMILIES, overwrite=True).n_resumed == 0


def test_a_worker_with_another_mediakit_measures_nothing(sample, tmp_path) -> None:
    batch = next(Source(save(sample, tmp_path / "a.csv")).batches(Size(2, 1_000_000)))
    job = Job(FAMILIES, "article", {}, version="0.0.1")
    with pytest.raises(RuntimeError, match=r"the run was begun with 0\.0\.1"):
        job.measured(batch)


def test_a_source_that_changes_on_the_way(sample, tmp_path, monkeypatch) -> None:
    source, target = save(sample, tmp_path / "a.csv"), tmp_path / "o.parquet"
    whole = Job.do

    def grows(self, batch, parts) -> None:
        whole(self, batch, parts)
        if batch.number == 5:
            with source.open("a") as file:
                file.write("x,y,A late row.,z,\n")

    monkeypatch.setattr(Job, "do", grows)
    with pytest.raises(RuntimeError, match="changed while it was read"):
        analyse_file(source, target, FAMILIES)
    assert not target.exists()
    monkeypatch.setattr(Job, "do", whole)
    assert analyse_file(source, target, FAMILIES, overwrite=True).n_rows == len(sample) + 1


def test_a_target_among_the_sources(sample, tmp_path, monkeypatch) -> None:
    save(sample.iloc[:20], tmp_path / "a.parquet")
    source = save(sample.iloc[20:], tmp_path / "b.parquet")
    target = tmp_path / "o.parquet"
    for whole in (tmp_path, tmp_path / "*.parquet"):
        stopped(monkeypatch, whole, target, FAMILIES, overwrite=True)
        run = analyse_file(whole, target, FAMILIES, overwrite=True)
        assert (run.n_rows, run.n_resumed) == (len(sample), 7)
        assert analyse_file(whole, target, FAMILIES, overwrite=True).n_rows == len(sample)
    with pytest.raises(ValueError, match="the source and the target"):
        analyse_file(source, source, FAMILIES, overwrite=True)


def test_a_target_that_can_not_be_written_is_told_before(sample, tmp_path) -> None:
    source = save(sample, tmp_path / "a.csv")
    (tmp_path / "folder.parquet").mkdir()
    with pytest.raises(FileExistsError, match="is a folder"):
        analyse_file(source, tmp_path / "folder.parquet", overwrite=True)
    with pytest.raises(ValueError, match=r"should end in \.parquet"):
        analyse_file(source, tmp_path / "o.csv")
    own = fails_on("nothing")
    with pytest.raises(TypeError, match="can't be sent to other processes"):
        analyse_file(source, tmp_path / "o.parquet", own, jobs=2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "folder.parquet"]


def test_files_are_all_looked_at_before_the_work_starts(sample, tmp_path) -> None:
    folder = tmp_path / "news"
    (folder / "x").mkdir(parents=True)
    (folder / "y").mkdir()
    save(sample.iloc[:9], folder / "x" / "a.csv")
    save(sample.iloc[9:20], folder / "y" / "a.csv")
    save(sample.iloc[:0], folder / "y" / "empty.csv")
    table = pd.read_parquet(analyse_file(folder, tmp_path / "o.parquet", "hedging").target)
    assert table["file"].tolist() == ["x/a.csv"] * 9 + ["y/a.csv"] * 11
    assert table["article_id"].tolist() == sample.index[:20].tolist()
    (folder / "y" / "last.csv").write_text("number\n1\n", "utf-8")
    with pytest.raises(ValueError, match=r"last\.csv"):
        analyse_file(folder, tmp_path / "more.parquet", "hedging")
    assert not (tmp_path / "more.parquet.parts").exists()


def test_what_an_earlier_run_did_counts_in_no_rate(sample, tmp_path, monkeypatch) -> None:
    import tqdm.auto

    class Bar:
        def __init__(self, total, **_: object) -> None:
            self.total, self.n, self.initial, self.last_print_n, self.steps = total, 0, 0, 0, []
            bars.append(self)

        __enter__ = lambda self: self  # noqa: E731
        __exit__ = lambda *_: None  # noqa: E731

        def update(self, n: int) -> None:
            self.n += n
            self.steps.append(n)

    source, target = save(sample, tmp_path / "a.parquet"), tmp_path / "o.parquet"
    stopped(monkeypatch, source, target, FAMILIES)
    (target.with_name("o.parquet.parts") / "4.parquet").unlink()
    bars: list[Bar] = []
    monkeypatch.setattr(tqdm.auto, "tqdm", Bar)
    assert analyse_file(source, target, FAMILIES).n_resumed == 6
    [bar] = bars
    assert (bar.n, bar.total) == (len(sample), len(sample))
    assert (bar.initial, bar.last_print_n, bar.steps) == (len(sample) - 7,) * 2 + ([7],)


def test_a_full_disk_is_not_kept_full(tmp_path, monkeypatch) -> None:
    parts = Parts(tmp_path / "o.parquet")
    with parts.held(), pytest.raises(OSError, match="No space"):
        monkeypatch.setattr("os.fsync", lambda _: no_space())
        parts.start({"unit": "article"})
    assert not parts.folder.exists()


def no_space() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_ctrl_c_on_the_command_line(sample, tmp_path, capsys, monkeypatch) -> None:
    source, target = save(sample, tmp_path / "a.csv"), tmp_path / "o.parquet"
    with monkeypatch.context() as patch:
        patch.setattr(Parts, "finish", raise_interrupt)
        assert main(["corpus", str(source), "--to", str(target)]) == 130
    assert "the same command goes on" in capsys.readouterr().err
    assert main(["corpus", str(source), "--to", str(target)]) == 0
    assert "48 rows, 0 set apart; 7 batches were done before" in capsys.readouterr().err


@pytest.mark.parametrize("overwrite", [False, True])
def test_files_that_no_run_has_left_stay(tmp_path, overwrite) -> None:
    source, folder = tmp_path / "in.csv", tmp_path / "o.parquet.parts"
    source.write_text("text\nOne.\n")
    folder.mkdir()
    for mine in (folder / "0.parquet", folder / "part-1.parquet", tmp_path / "o.parquet.part"):
        mine.write_text("mine")
    with pytest.raises(ValueError, match=r"no run of mediakit has left, such as 0\.parquet"):
        analyse_file(source, tmp_path / "o.parquet", "hedging", overwrite=overwrite)
    assert (folder / "0.parquet").read_text() == "mine"
    (folder / "0.parquet").unlink()
    (folder / "part-1.parquet").unlink()
    analyse_file(source, tmp_path / "o.parquet", "hedging", overwrite=overwrite)
    assert (tmp_path / "o.parquet.part").read_text() == "mine"
