"""Also where Python runs in a browser: no threads, processes or network, integers of 32 bits."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import which

import pandas as pd
import pytest

import mediakit as mk

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "mediakit"

# What WebAssembly can't do is made to fail, and what Pyodide doesn't have is taken away, once the
# packages that mediakit rests on are there: Pyodide has its own builds of those.
TAKEN_AWAY = """
import sys, warnings
for name in ("pyarrow", "numexpr", "bottleneck", "numba"):
    sys.modules[name] = None
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot, numpy, pandas, scipy.special, scipy.stats, scipy.sparse.csgraph
import scipy.cluster.hierarchy, sklearn.feature_extraction.text, textstat
import _thread, mmap, multiprocessing.process, os, socket, subprocess, threading

def missing(*args, **kwargs):
    raise AssertionError("there is no such thing where Python runs in a browser")

for thing, name in [
    (threading.Thread, "start"), (_thread, "start_new_thread"), (subprocess, "Popen"),
    (multiprocessing.process.BaseProcess, "start"), (os, "fork"), (os, "system"),
    (socket, "socket"), (socket, "create_connection"), (socket, "getaddrinfo"),
]:
    setattr(thing, name, missing)
mmap.mmap = type("mmap", (mmap.mmap,), {"__new__": missing})
for name in ("ssl", "_ssl", "sqlite3", "lzma", "fcntl", "termios", "resource", "curses",
             "dask", "distributed", "IPython", "ipywidgets", "tqdm", "nbformat"):
    sys.modules[name] = None
warnings.simplefilter("error")
assert "mediakit" not in sys.modules
import mediakit as mk
"""
WHAT_READERS_DO = {
    "analyse": "mk.analyse(one, interval=0.95)",
    "highlight": "mk.highlight(one).html",
    "keywords": "mk.keywords(one)",
    "quotations": "mk.quotations(one)",
    "evidence": "mk.evidence(one)",
    "read": "mk.read('articles.csv')",
    "clean": "mk.clean(one)",
    "compare": "mk.compare(mk.sentiment(sample).join(sample['outlet']), by='outlet')",
    "keyness": "mk.keyness(sample, by='outlet', n_permutations=9)",
    "kwic": "mk.kwic(sample, 'decree')",
    "same_story": "mk.same_story(sample)",
    "codebook": "mk.codebook()",
    "explore": "mk.explore(one)",
    "handout": "mk.handout(one).to_html('page.html')",
    "textstat": "textstat.flesch_reading_ease('The minister may resign.')",
}


def _run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("what", WHAT_READERS_DO)
def test_no_thread_process_or_socket_is_asked_for(what: str, tmp_path: Path) -> None:
    mk.load_sample().head(3).to_csv(tmp_path / "articles.csv")
    code = (
        f"{TAKEN_AWAY}\nsample = mk.load_sample()\n"
        f"one = sample.loc[['reservist-decree-chronicle']]\n{WHAT_READERS_DO[what]}"
    )
    done = _run(code, tmp_path)
    assert done.returncode == 0, done.stderr


def test_no_page_can_be_fetched_there_and_that_is_told(tmp_path: Path) -> None:
    code = f"{TAKEN_AWAY}\nsys.platform = 'emscripten'\nmk.read('https://news.example/story')"
    done = _run(code, tmp_path)
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("OSError: pages can't be fetched where Python runs in a browser"), last


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "counting.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_counts_and_repeats_do_not_depend_on_the_width_of_integers(path: Path) -> None:
    """With 32 bits ``np.bincount`` and ``np.repeat`` refuse the 64-bit offsets of a Corpus."""
    refusing = [
        f"line {node.lineno}: {node.attr}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("bincount", "repeat")
    ]
    assert not refusing, "mediakit.counting has both"


def test_the_package_has_nothing_compiled() -> None:
    source = {".py", ".typed", ".tsv", ".csv", ".toml", ".txt", ".css", ".ipynb", ".md", ".json"}
    there = {path.suffix for path in PACKAGE.rglob("*") if path.is_file()} - {".pyc"}
    assert there <= source


def _as_told(written: str) -> pd.DataFrame:
    told = json.loads(written)
    return pd.DataFrame(told["data"], columns=told["columns"])


def _written(table: pd.DataFrame) -> str:
    return table.reset_index().to_json(orient="split", double_precision=15, date_format="iso")


def test_pyodide_gives_the_same_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = os.environ.get("MEDIAKIT_PYODIDE")
    if not home or not which("node"):
        pytest.skip("MEDIAKIT_PYODIDE is not set: a folder as tests/pyodide/run.mjs wants it")
    build = ["uv", "build", "--wheel", "--quiet", "--out-dir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name.endswith("-py3-none-any.whl")
    scripts = ROOT / "tests" / "pyodide"
    run = ["node", scripts / "run.mjs", wheel, scripts / "in_the_browser.py", tmp_path]
    done = subprocess.run(run, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with capsys.disabled():
        sys.stdout.write(done.stdout)
    sample = mk.load_sample()
    one = sample.loc[["reservist-decree-chronicle"]]
    ours = {
        "report": mk.analyse(sample),
        "evidence": mk.evidence(sample),
        "quotations": mk.quotations(sample),
        "keywords": mk.keywords(sample),
        "intervals": mk.analyse(one, interval=0.95),
        "compare": mk.compare(
            mk.analyse(sample)[["certainty", "sentiment"]].join(sample["outlet"]), by="outlet"
        ),
        "keyness": mk.keyness(sample, by="outlet", n_permutations=99),
        "same_story": mk.same_story(sample),
    }
    for name, table in ours.items():
        theirs = _as_told((tmp_path / f"{name}.json").read_text("utf-8"))
        pd.testing.assert_frame_equal(
            theirs, _as_told(_written(table)), check_dtype=False, rtol=1e-9, atol=1e-9, obj=name
        )
    assert json.loads((tmp_path / "highlight.json").read_text()) == mk.highlight(one).html
