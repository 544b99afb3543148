"""The shape of the house: layers, top level, sizes of files, and what an import costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "mediakit"

# A layer imports only what stands in a line above its own.
LAYERS = [
    {
        "lexicons",
        "tokenising",
        "palette",
        "scaling",
        "own_display",
        "writing",
        "counting",
        "ordering",
        "overlapping",
        "stacking",
    },
    {"anatomy", "splitting", "spelling", "syllable_patterns"},
    {"numbering", "syllables"},
    {"vocabulary", "resampling"},
    {"quoting", "offline_textstat", "periods", "sentence_marks"},
    {"sentences"},
    {"corpus"},
    {"units", "measures.measure", "copying"},
    {"recurring"},
    # parts that several measures rest on
    {"measures.prose"},
    {"measures.size", "measures.names", "measures.familiarity", "measures.cue_lexicon"},
    {"measures.readability_formulas", "measures.readability_consensus"},
    {"measures.cues", "measures.word_forms", "measures.valence"},
    {"measures.tone_rules"},
    {"measures.term_candidates", "measures.rarity"},
    {"measures.terms"},
    {"attributions"},
    # the families, which know nothing of each other
    {
        *("measures.readability", "measures.sentiment", "measures.hedging"),
        *("measures.loaded", "measures.keywords", "measures.difficulty"),
        "measures.sourcing",
    },
    {"measures"},
    {"scoring"},
    {"evidencing", "articles", "sample"},
    {"batches"},
    {"analysis", "reading", "cleaning", "plot", "reporting"},
    {"highlighting", "ranking", "coding", "comparing", "linguistics", "quotation_table"},
    {"stories", "streaming"},
    {"describing"},
    {"exploring"},
    {"handouts"},
    {""},  # mediakit itself: the table of contents
    {"course"},  # which uses what its readers use
    {"__main__"},
]
# Packages whose files may import each other: each is one thing in several files.
ONE_THING = (
    *("attributions", "reading", "cleaning", "plot", "highlighting", "coding", "comparing"),
    *("describing", "sample", "lexicons", "copying", "stories", "streaming", "linguistics"),
    *("scaling", "exploring", "handouts", "course"),
)


def layer(module: str) -> int:
    name = module.removeprefix("mediakit").lstrip(".")
    for thing in ONE_THING:
        if name.startswith(thing + "."):
            name = thing
    for number, names in enumerate(LAYERS):
        if name in names:
            return number
    raise AssertionError(f"{module} has no place in the layers")


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mediakit"):
            base = str(node.module)
            for alias in node.names:
                inner = ROOT.joinpath(*base.split("."), alias.name)
                is_module = inner.with_suffix(".py").is_file() or inner.is_dir()
                found.add(f"{base}.{alias.name}" if is_module else base)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("mediakit")}
    return found


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_layers_are_kept(path: Path) -> None:
    own = module_name(path)
    for imported in imports(path):
        same = any(
            own.startswith(f"mediakit.{t}") and imported.startswith(f"mediakit.{t}")
            for t in ONE_THING
        )
        assert same or layer(imported) < layer(own), f"{own} imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_files_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_nothing_is_called_utils() -> None:
    drawers = {"util", "utils", "helper", "helpers", "misc", "common"}
    assert not [path for path in MODULES if path.stem in drawers]


def test_the_top_level_is_what_the_user_fixed() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if tracked.returncode:
        pytest.skip("not a git checkout")
    top = {line.split("/")[0] for line in tracked.stdout.splitlines()}
    allowed = {"pyproject.toml", "mediakit", "notebooks", "tests", "README.md", "LICENSE"}
    assert {name for name in top if not name.startswith(".")} <= allowed


def test_an_import_brings_only_what_tables_need() -> None:
    heavy = ["matplotlib", "sklearn", "nltk", "textstat", "pyarrow.parquet", "IPython", "nbformat"]
    code = (
        "import sys, pandas; before = set(sys.modules); import mediakit; "
        f"print([m for m in {heavy!r} if m in sys.modules and m not in before])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_names_are_all_there_and_documented() -> None:
    import mediakit as mk

    for name in mk.__all__:
        thing = getattr(mk, name)
        assert thing.__doc__ or not callable(thing), name
