"""The command line: reports on the sample or on your own articles, and the course."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from mediakit.course.collecting import collect, in_lines, in_short, require_writable, write_table
from mediakit.course.handing_out import hand_out
from mediakit.handouts.from_file import handout_of_file
from mediakit.reporting import run_notebook
from mediakit.streaming import analyse_file
from mediakit.writing import is_there

DEFAULT_TARGET = "mediakit-output"
REPORTS = (".ipynb", ".html")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; 0 is success, 2 a mistake in what was asked for."""
    options = _parser().parse_args(arguments)
    try:
        written = _written(options)
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        print(f"mediakit: {_harmless(str(error))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        if not _to_table(options):
            raise
        print("mediakit: stopped; the same command goes on from here", file=sys.stderr)
        return 130  # as shells have it
    for path in written:
        print(path)
    if options.open and not _to_table(options):
        print("JupyterLab opens; end it with Ctrl+C.", file=sys.stderr)
        return subprocess.call([sys.executable, "-m", "jupyterlab", str(options.to)])
    return 0


def _harmless(text: str) -> str:
    """Leave out what a terminal would take for a command: an error may quote any file."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mediakit", description="How hard, how emotional, how sure: news articles measured."
    )
    parser.add_argument("--version", action="version", version=version("mediakit-analysis"))
    commands = parser.add_subparsers(dest="command", required=True)
    demo = commands.add_parser("demo", help="both notebooks on the sample corpus")
    demo.set_defaults(notebooks=("article", "corpus"), file=None)
    article = commands.add_parser("article", help="one article: a text, a web page, or a table")
    article.set_defaults(notebooks=("article",))
    article.add_argument("--article", metavar="ID", help="which article of a table; the first one")
    article.add_argument(
        "--report", type=Path, metavar="PAGE", help="one page to hand out, in place of notebooks"
    )
    corpus = commands.add_parser("corpus", help="many articles: a table or a folder of texts")
    corpus.set_defaults(notebooks=("corpus",))
    for command in (article, corpus):
        command.add_argument(
            "file", metavar="FILE", help="csv, jsonl, parquet, xlsx, txt, html, folder"
        )
        command.add_argument("--text", metavar="COLUMN", help="the column that holds the text")
    corpus.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="processes, where --to is a .parquet file"
    )
    corpus.add_argument(
        "--scheduler", metavar="ADDRESS", help="the same on the workers of a Dask cluster"
    )
    course = commands.add_parser("course", help="the lessons, for a class: notebooks, worksheets")
    course.add_argument("folder", type=Path, metavar="DIR", help="where they go")
    course.add_argument(
        "--without-solutions", action="store_true", help="nor the teacher's guide: for students"
    )
    check = commands.add_parser("check", help="which tasks the returned lessons have solved")
    check.add_argument("folder", type=Path, metavar="FOLDER", help="the returned notebooks")
    check.add_argument("--to", type=Path, metavar="TABLE", help="a .csv or .xlsx file")
    for command in (course, check):
        command.set_defaults(open=False)
        command.add_argument("--force", action="store_true", help="replace files that are there")
    for command in (demo, article, corpus):
        command.add_argument(
            "--to",
            type=Path,
            default=Path(DEFAULT_TARGET),
            metavar="FOLDER",
            help="where reports go; with corpus also a .parquet file, for the table alone",
        )
        command.add_argument("--open", action="store_true", help="open the notebooks in JupyterLab")
        command.add_argument("--force", action="store_true", help="replace reports that are there")
    return parser


def _written(options: argparse.Namespace) -> list[Path]:
    """Do what was asked for; give the files that were written."""
    if options.command == "course":
        return hand_out(
            options.folder, solutions=not options.without_solutions, overwrite=options.force
        )
    if options.command == "check":
        return _collected(options)
    if options.command == "article" and options.report is not None:
        return [_page(options)]
    _check(options)
    return _measured(options) if _to_table(options) else _reports(options)


def _page(options: argparse.Namespace) -> Path:
    if options.open:
        raise ValueError("--open shows notebooks; open the page of --report in any browser")
    return handout_of_file(
        options.file,
        options.report,
        article=options.article,
        text=options.text,
        overwrite=options.force,
    )


def _collected(options: argparse.Namespace) -> list[Path]:
    """Write the table of solved tasks, or print it."""
    if options.to is not None:
        require_writable(options.to, overwrite=options.force)
    table = collect(options.folder)
    print(in_short(table), file=sys.stderr)
    if options.to is None:
        print(in_lines(table))
        return []
    write_table(table, options.to, overwrite=options.force)
    return [options.to]


def _check(options: argparse.Namespace) -> None:
    """Find mistakes before the long work starts."""
    if _to_table(options):
        return  # analyse_file looks for itself
    if options.command == "corpus" and (options.scheduler or options.jobs != 1):
        raise ValueError("--jobs and --scheduler make a table: say --to NAME.parquet")
    if options.file is not None and "://" not in options.file and not Path(options.file).exists():
        raise ValueError(f"there is no file or folder {options.file}")
    written = (options.to / f"{n}{suffix}" for n in options.notebooks for suffix in REPORTS)
    there = [str(path) for path in written if is_there(path)]
    if there and not options.force:
        raise ValueError(f"{', '.join(there)} is there already; --force replaces it")


def _to_table(options: argparse.Namespace) -> bool:
    """Whether a table is asked for in place of reports: for files larger than memory."""
    return options.command == "corpus" and options.to.suffix == ".parquet"


def _measured(options: argparse.Namespace) -> list[Path]:
    run = analyse_file(
        options.file,
        options.to,
        text=options.text,
        jobs=options.jobs,
        scheduler=options.scheduler,
        overwrite=options.force,
    )
    told = f"{run.n_rows:,} rows, {run.n_rejected:,} set apart"
    if run.n_resumed:
        told += f"; {run.n_resumed:,} batches were done before"
    print(told, file=sys.stderr)
    return [run.target] if run.rejected is None else [run.target, run.rejected]


def _reports(options: argparse.Namespace) -> list[Path]:
    return [page for name in options.notebooks for page in _run(name, options)]


def _run(name: str, options: argparse.Namespace) -> tuple[Path, Path]:
    parameters = {}
    if options.file is not None:
        file = options.file if "://" in options.file else str(Path(options.file).resolve())
        parameters["source"] = file
        if options.text:
            parameters["text_column"] = options.text
        if name == "article":
            parameters["article"] = options.article
    title = "mediakit sample" if options.file is None else Path(options.file).name
    return run_notebook(name, options.to, parameters, f"{title}: {name}")


if __name__ == "__main__":
    sys.exit(main())
