"""Files larger than memory: measured batch by batch, on several processors, able to be resumed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from mediakit.analysis import resolve_measures
from mediakit.measures import Measure
from mediakit.scaling import on_cluster
from mediakit.streaming.files import Files, sources
from mediakit.streaming.job import Job
from mediakit.streaming.parts import Parts
from mediakit.streaming.records import PARQUET, Batch, Size
from mediakit.units import UNITS
from mediakit.writing import is_there

__all__ = ["Run", "analyse_file"]

BATCH = 1_000  # articles of a part
CHARACTERS = 5_000_000  # of a part, which has fewer articles where they are long
_WAITING = 2  # batches for each process that are read ahead of it


@dataclass(frozen=True)
class Run:
    """What :func:`analyse_file` did.

    Attributes
    ----------
    target : Path
        Where the table is.
    rejected : Path or None
        Where bad rows are listed with their reasons; None where there were none.
    n_rows, n_rejected : int
        Rows of the table, and rows set apart.
    n_resumed : int
        Batches that an earlier run had done.
    seconds : float
        How long this run took.
    """

    target: Path
    rejected: Path | None
    n_rows: int
    n_rejected: int
    n_resumed: int
    seconds: float


def analyse_file(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    measures: Sequence[str | Measure] | str | Measure | None = None,
    unit: str = "article",
    *,
    text: str | None = None,
    headline: str | None = None,
    identifier: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    jobs: int = 1,
    scheduler: str | None = None,
    overwrite: bool = False,
) -> Run:
    """Measure files of articles that may be larger than memory, into a parquet file.

    A run that was stopped, however hard, goes on where it stopped when it is called again: what
    is done is kept in the folder ``<target>.parts`` until all is done.

    Parameters
    ----------
    source : str or path
        ``.parquet``, ``.csv`` or a relative of it, or ``.jsonl``; the last two may be compressed
        (``.gz``). A folder of such files too, or a pattern such as ``"news/2031-*.csv"``.
    target : str or path
        The parquet file to write.
    measures, unit
        As for :func:`mediakit.analyse`.
    text, headline, identifier : str, optional
        The file's names of these columns; recognised by their usual names without it.
    encoding, separator : str, optional
        As for :func:`mediakit.read`; UTF-8 where nothing is said and the file has no mark.
    jobs : int, default 1
        How many processes measure. In a script, call this behind ``if __name__ == "__main__":``.
    scheduler : str, optional
        Address of a Dask scheduler, such as "tcp://10.0.0.5:8786": its workers measure in place of
        processes here. They need mediakit, but not the files, which are read and written here.
    overwrite : bool, default False
        Whether to replace a target that is there. A run that was stopped goes on all the same; it
        is forgotten if it was over other data, had other settings, or has a `Measure` of your
        own, which may have changed.

    Returns
    -------
    Run
        What was done. The table has a row a unit, in the order of the files: ``file`` (its name,
        where there are several), ``row`` (place in the file, from 0), ``article_id`` (the file's
        own, else the row), ``outlet``, ``published`` and ``story`` as far as the first file has
        such columns, and the columns of :func:`mediakit.analyse`.
        Rows that can't be read or whose text is no text are set apart, each with its reason, in
        a file beside the target that ends in ``.rejected.jsonl``.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    FileExistsError
        If the target is there already.
    ValueError
        If a file has no column of text or can't be read in batches, or if an unfinished run
        for this target had other settings; if the target is no parquet file, or is the source.
    OSError
        If no scheduler answers, or the disk is full; call again to go on.
    RuntimeError
        If a worker process was killed; call again to go on. If another run writes the same target,
        or a source was changed while it was read.
    TypeError
        If a measure of your own can't be sent to other processes.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd, tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> pd.DataFrame({"text": ["It may rain.", "It rains."]}).to_csv(folder / "in.csv")
    >>> run = mk.analyse_file(folder / "in.csv", folder / "out.parquet", "hedging")
    >>> pd.read_parquet(run.target)["n_hedges"].tolist()
    [1.0, 0.0]
    """
    began = time.monotonic()
    parts = Parts(Path(target).expanduser())
    _require_file(parts.target)
    found = sources(source, encoding, separator, (parts.target, parts.rejected, parts.folder))
    files = Files(found, _named(text, headline, identifier), Size(BATCH, CHARACTERS))
    there = [file for file in (parts.target, parts.rejected) if is_there(file)]
    if there and not (overwrite or parts.is_unfinished):
        raise FileExistsError(f"{there[0]} is there already; overwrite=True replaces it")
    if jobs < 1:
        raise ValueError(f"jobs is how many processes measure, at least 1, not {jobs}")
    if unit not in UNITS:
        raise ValueError(f"unit {unit!r} is not known; there are {', '.join(UNITS)}")
    chosen = resolve_measures(measures)
    given = [measures] if isinstance(measures, (str, Measure)) else measures
    job = Job(given or [m.name for m in chosen], unit, files.kept, len(files.sources) > 1)
    if jobs > 1 or scheduler is not None:
        _require_sendable(job)
    settings = {
        "source": files.identity,
        "measures": [measure.name for measure in chosen],
        "unit": unit,
        "columns": {role: str(label) for role, label in files.roles.items()},
        "encoding": [encoding, separator],
        "batch": [BATCH, CHARACTERS],
        "version": job.version,
    }
    with parts.held():
        if overwrite and any(isinstance(measure, Measure) for measure in job.measures):
            parts.clear()
        done = parts.start(settings, forgets_others=overwrite)
        n_batches = _measure(files, job, parts, done, _way(jobs, scheduler))
        if files.identity != settings["source"]:
            raise RuntimeError("a source was changed while it was read; measure it again")
        n_rows, n_bad = parts.finish(n_batches, job.schema)
    rejected = parts.rejected if n_bad else None
    return Run(parts.target, rejected, n_rows, n_bad, len(done), time.monotonic() - began)


def _require_file(target: Path) -> None:
    """Find out before the long work what would make it vain."""
    if target.suffix.lower() not in PARQUET:
        raise ValueError(f"the target is a parquet file: {target.name} should end in .parquet")
    if target.is_dir():
        raise FileExistsError(f"{target} is a folder; the target is a file")


def _require_sendable(job: Job) -> None:
    from pickle import PicklingError, dumps

    try:
        dumps(job)
    except (PicklingError, AttributeError, TypeError) as error:
        raise TypeError(
            f"a measure of yours can't be sent to other processes ({error}): keep its functions "
            "in a module that they can import, or measure with jobs=1"
        ) from error


def _named(text: str | None, headline: str | None, identifier: str | None) -> dict[str, str | None]:
    return {"text": text, "headline": headline, "article_id": identifier}


#: Measures batches and writes their parts, in whatever order; gives each when it is done.
Way = Callable[[Job, Parts, Iterator[Batch]], Iterator[Batch]]


def _way(jobs: int, scheduler: str | None) -> Way:
    if scheduler is not None:
        return partial(_on_cluster, address=scheduler)
    return _in_turn if jobs == 1 else partial(_in_processes, jobs=jobs)


def _measure(files: Files, job: Job, parts: Parts, done: set[int], way: Way) -> int:
    """Measure all batches that are not done; give how many there are in all."""
    from tqdm.auto import tqdm

    counts_rows = files.sources[0].counts_rows
    what = {"unit": " articles"} if counts_rows else {"unit": "B", "unit_scale": True}
    n_batches = 0
    with tqdm(
        total=files.total, desc="articles analysed", delay=2, mininterval=1, **what
    ) as progress:

        def not_done() -> Iterator[Batch]:
            nonlocal n_batches
            for batch in files.batches():
                n_batches += 1
                if batch.number in done:  # no part of the rate, nor of the time that is left
                    progress.initial += batch.share
                    progress.last_print_n += batch.share
                    progress.n += batch.share
                else:
                    yield batch

        for batch in way(job, parts, not_done()):
            progress.update(batch.share)
    return n_batches


def _in_turn(job: Job, parts: Parts, batches: Iterator[Batch]) -> Iterator[Batch]:
    for batch in batches:
        job.do(batch, parts)
        yield batch


def _on_cluster(job: Job, parts: Parts, batches: Iterator[Batch], address: str) -> Iterator[Batch]:
    """Measure on the workers of a cluster, and write here: they may have no disk in common."""
    for batch, measured in on_cluster(job.measured, batches, address):
        parts.write(batch, *measured)
        yield batch


def _in_processes(job: Job, parts: Parts, batches: Iterator[Batch], jobs: int) -> Iterator[Batch]:
    """Measure in several processes, with few batches in memory at a time."""
    from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_serve_parent)
    waiting: dict[Future[None], Batch] = {}
    try:
        while True:
            for batch in islice(batches, jobs * _WAITING - len(waiting)):
                waiting[pool.submit(job.do, batch, parts)] = batch
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                future.result()
                yield waiting.pop(future)
    except BrokenProcessPool as error:
        raise RuntimeError(
            "a worker process ended, often for want of memory. What is done is kept: call again, "
            "perhaps with fewer jobs, and the run goes on. (A script that calls this needs "
            'if __name__ == "__main__": before it.)'
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _serve_parent() -> None:
    """Leave Ctrl+C to the process that began this worker; end with it when it was killed."""
    import signal
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()
