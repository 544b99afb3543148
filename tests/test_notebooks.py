"""Every notebook: thin, committed clean, and it runs; the page it gives needs no network."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import mediakit as mk
from mediakit.__main__ import main
from mediakit.reporting import notebook_path, run_notebook, set_parameters

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").rglob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
REPORTS = [path for path in NOTEBOOKS if path.parent.name != "course"]  # see test_course.py


def code(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


class Page(HTMLParser):
    """What a browser would fetch, and the charts with their alt texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.alts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        for name in ("src", "href"):
            address = given.get(name) or ""
            if tag != "a" and address.startswith(("http:", "https:", "//")):
                self.fetched.append(address)
        if tag == "img":
            self.alts.append(given.get("alt") or "")


@each_notebook
def test_notebooks_are_committed_without_outputs(path: Path) -> None:
    for cell in code(path):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@each_notebook
def test_notebooks_are_thin(path: Path) -> None:
    for cell in code(path):
        source = "".join(cell["source"])
        assert len(source.splitlines()) <= 12
        forbidden = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.AsyncFor)
        assert not [n for n in ast.walk(ast.parse(source)) if isinstance(n, forbidden)], source


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_notebooks_have_parameters(path: Path) -> None:
    tagged = [c for c in code(path) if "parameters" in c["metadata"].get("tags", [])]
    assert len(tagged) == 1


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    before = set(Path.cwd().iterdir())
    assert main(["demo", "--to", str(folder)]) == 0
    assert set(Path.cwd().iterdir()) == before  # no socket is left behind
    return folder


@pytest.mark.parametrize(("name", "charts"), [("article", 9), ("corpus", 11)])
def test_the_demo_gives_pages_that_need_no_network(pages: Path, name: str, charts: int) -> None:
    html = (pages / f"{name}.html").read_text("utf-8")
    page = Page(html)
    assert page.fetched == []
    assert not re.search(r"@import|url\([\"']?https?:", html)
    assert len(page.alts) >= charts
    assert all(len(alt) > 40 for alt in page.alts)


@pytest.mark.parametrize("name", ["article", "corpus"])
def test_no_cell_warns(pages: Path, name: str) -> None:
    for cell in code(pages / f"{name}.ipynb"):
        for output in cell["outputs"]:
            assert output.get("name") != "stderr", output
            assert output["output_type"] != "error"


def test_the_kit_for_coding_by_hand_runs(tmp_path: Path) -> None:
    before = set(Path.cwd().iterdir())
    executed, page = run_notebook("validate", tmp_path, {})
    assert set(Path.cwd().iterdir()) == before
    assert "alpha" in page.read_text("utf-8")
    for cell in code(executed):
        assert all(output["output_type"] != "error" for output in cell["outputs"])


def test_reports_of_one_story_are_lined_up(tmp_path: Path) -> None:
    executed, page = run_notebook("same_story", tmp_path, {})
    html = Page(page.read_text("utf-8"))
    assert html.fetched == []
    assert len(html.alts) >= 2
    outputs = [output for cell in code(executed) for output in cell["outputs"]]
    assert not [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]


def test_an_article_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("Rain in Tarnholt\n\nIt may rain again, officials said. Nobody knows.", "utf-8")
    target = tmp_path / "report"
    assert main(["article", str(file), "--to", str(target)]) == 0
    assert "Rain in Tarnholt" in (target / "article.html").read_text("utf-8")
    assert str(target / "article.html") in capsys.readouterr().out


def test_a_table_without_outlets_and_dates(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    mk.load_sample()[["text"]].head(5).to_csv(file, index=False)
    assert main(["corpus", str(file), "--to", str(tmp_path / "report")]) == 0


def test_a_long_corpus_leaves_no_progress_bars_in_its_report(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    sample = mk.load_sample()[["text", "outlet"]]
    pd.concat([sample] * 24).to_csv(file, index=False)
    executed, _ = run_notebook("corpus", tmp_path, {"source": str(file)})
    streams = [output for cell in code(executed) for output in cell["outputs"]]
    assert not [output for output in streams if output.get("name") == "stderr"]


@pytest.mark.parametrize(("switch", "shown"), [("", True), ("1", False)])
def test_progress_bars_can_be_switched_off(switch: str, shown: bool) -> None:
    code = (
        "import tqdm; bar = tqdm.tqdm; tqdm.tqdm = lambda **k: bar(**{**k, 'delay': 0}); "
        "import mediakit as mk; mk.analyse(['A word.'] * 1001, [])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TQDM_DISABLE": switch},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ("articles analysed" in done.stderr) == shown


def test_reports_are_not_replaced_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("Rain.", "utf-8")
    (tmp_path / "article.html").write_text("precious", "utf-8")
    assert main(["article", str(file), "--to", str(tmp_path)]) == 2
    assert "--force" in capsys.readouterr().err
    assert (tmp_path / "article.html").read_text("utf-8") == "precious"


def test_a_missing_file_is_said_before_anything_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["article", "no/such/file.txt"]) == 2
    assert "no/such/file.txt" in capsys.readouterr().err


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert re.fullmatch(r"\d+\.\d+.*\n", capsys.readouterr().out)


def test_unknown_notebooks_and_parameters_are_answered_with_those_there_are(
    tmp_path: Path,
) -> None:
    import nbformat

    with pytest.raises(ValueError, match="there are article, corpus, same_story, validate"):
        notebook_path("wit")
    notebook = nbformat.read(notebook_path("article"), as_version=4)
    with pytest.raises(ValueError, match="no parameter wit; there are source"):
        set_parameters(notebook, {"wit": 1})
    with pytest.raises(ValueError, match="no notebook"):
        run_notebook("wit", tmp_path, {})
