"""Notebooks run on somebody's articles, and turned into pages that need no network."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mediakit.writing import written_whole

NOTEBOOKS = ("article", "corpus", "same_story", "validate")

# What the page template would fetch: nothing here uses it
_FETCHED = re.compile(
    r"<script\b[^>]*\bsrc=\"https?://[^>]*></script>"
    r"|<script type=\"module\">.*?</script>"
    r"|<link\b[^>]*\bhref=\"https?://[^>]*>",
    re.S,
)


def notebook_path(name: str) -> Path:
    """Where a notebook of mediakit stands: inside the installed package, or in a checkout.

    Raises
    ------
    ValueError
        No such notebook; the message names those that there are.
    """
    if name not in NOTEBOOKS:
        raise ValueError(f"no notebook {name!r}; there are {', '.join(NOTEBOOKS)}")
    package = Path(str(files("mediakit")))
    installed = package / "notebooks" / f"{name}.ipynb"
    return installed if installed.is_file() else package.parent / "notebooks" / f"{name}.ipynb"


def run_notebook(
    name: str, target: Path, parameters: Mapping[str, Any], title: str | None = None
) -> tuple[Path, Path]:
    """Run a notebook on other parameters; write it, executed, and as a page to `target`.

    Parameters
    ----------
    name : {"article", "corpus", "same_story", "validate"}
        Which notebook.
    target : Path
        Folder that the two files go to; made if it isn't there.
    parameters : mapping of str to value
        Replaces what the cell tagged ``parameters`` sets; values are written with ``repr``.
    title : str, optional
        Title of the page.

    Returns
    -------
    tuple of Path
        The executed notebook and the page.

    Raises
    ------
    ImportError
        Where the packages of the extra ``notebook`` are missing.
    nbclient.exceptions.CellExecutionError
        Where a cell fails.
    """
    try:
        import nbformat
        from nbclient import NotebookClient
    except ImportError as error:
        raise ImportError(
            'running notebooks needs: pip install "mediakit-analysis[notebook]"'
        ) from error
    notebook = nbformat.read(notebook_path(name), as_version=4)
    set_parameters(notebook, parameters)
    target.mkdir(parents=True, exist_ok=True)
    # the kernel of this very environment, whatever else the user has installed
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    from tqdm import tqdm

    with (
        tqdm(total=len(notebook.cells), desc=f"{name} notebook", unit=" cells") as progress,
        TemporaryDirectory() as sockets,
    ):
        client = NotebookClient(
            notebook,
            timeout=None,
            kernel_name="python3",
            config=_quiet_kernel(sockets),
            resources={"metadata": {"path": str(Path.cwd())}},
            on_cell_complete=lambda **_: progress.update(),
        )
        # bars in the notebook would stay in the report; this one tells how far it has come
        client.execute(env={**os.environ, "TQDM_DISABLE": "1"})
        progress.update(progress.total - progress.n)
    executed, page = target / f"{name}.ipynb", target / f"{name}.html"
    _write(executed, nbformat.writes(notebook))
    _trust(executed)
    _write(page, as_page(notebook, title or name.capitalize()))
    return executed, page


def set_parameters(notebook: Any, parameters: Mapping[str, Any]) -> None:
    """Set parameters behind the cell tagged ``parameters``, as papermill does.

    Raises
    ------
    ValueError
        A parameter that the cell doesn't set.
    """
    import nbformat

    cells = notebook.cells
    at = next(i for i, c in enumerate(cells) if "parameters" in c.metadata.get("tags", []))
    known = re.findall(r"^(\w+) *=", cells[at].source, re.M)
    unknown = sorted(set(parameters) - set(known))
    if unknown:
        raise ValueError(f"no parameter {', '.join(unknown)}; there are {', '.join(known)}")
    if parameters:
        lines = [f"{key} = {value!r}" for key, value in parameters.items()]
        cell = nbformat.v4.new_code_cell(
            "\n".join(lines), metadata={"tags": ["injected-parameters"]}
        )
        cells.insert(at + 1, cell)


def as_page(notebook: Any, title: str) -> str:
    """Turn an executed notebook into one HTML page: text, tables and charts without the code."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        mathjax_url="",
        require_js_url="",
    )
    page, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": title}})
    return _FETCHED.sub("", page)


def _quiet_kernel(sockets: str) -> Any:
    """Have the kernel talk over files in a folder, not over the network, where the system can."""
    from traitlets.config import Config

    if os.name != "posix":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": str(Path(sockets) / "kernel")}})


def _trust(path: Path) -> None:
    """Sign a notebook that was run here, so that JupyterLab shows its marked-up text as it is."""
    import nbformat
    from nbformat.sign import NotebookNotary

    NotebookNotary().sign(nbformat.read(path, as_version=4))


def _write(path: Path, text: str) -> None:
    with written_whole(path) as part:
        part.write_text(text, encoding="utf-8")
