"""What a reader in a browser does, as far as it can be done here; run by ``run.mjs``."""

# ruff: noqa: T201
from __future__ import annotations

import json
import platform
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import scipy

SHARED = Path("/shared")


class Clock:
    """Says what is done, and how long it took."""

    def __init__(self) -> None:
        self.began = time.perf_counter()

    def done(self, what: str) -> None:
        now = time.perf_counter()
        print(f"{now - self.began:6.2f} s  {what}", flush=True)
        self.began = now


def main() -> None:
    print(
        f"Python {platform.python_version()} on {sys.platform}, integers of "
        f"{8 * np.intp(0).nbytes} bits; numpy {np.__version__}, pandas {pd.__version__}, "
        f"scipy {scipy.__version__}"
    )
    clock = Clock()
    import mediakit as mk

    clock.done("import mediakit")
    sample = mk.load_sample()
    one = sample.loc[["reservist-decree-chronicle"]]
    clock.done("load_sample")
    mk.analyse(one)
    clock.done("analyse, one article")
    report = mk.analyse(sample)
    clock.done("analyse, 48 articles")
    tables = {
        "report": report,
        "evidence": mk.evidence(sample),
        "quotations": mk.quotations(sample),
        "keywords": mk.keywords(sample),
        "intervals": mk.analyse(one, interval=0.95),
    }
    clock.done("evidence, quotations, keywords, intervals")
    outlets = report[["certainty", "sentiment"]].join(sample["outlet"])
    tables["compare"] = mk.compare(outlets, by="outlet")
    tables["keyness"] = mk.keyness(sample, by="outlet", n_permutations=99)
    tables["same_story"] = mk.same_story(sample)
    clock.done("compare, keyness, same_story")
    html = mk.highlight(one).html
    clock.done("highlight")
    mk.plot.show(mk.plot.readability(report.loc[one.index]))
    clock.done("a chart (the first one reads the fonts)")
    mk.handout(one)
    clock.done("handout")
    shown = mk.explore(one)
    clock.done(f"explore: {type(shown).__name__}")
    for name, table in tables.items():
        told = table.reset_index().to_json(orient="split", double_precision=15, date_format="iso")
        (SHARED / f"{name}.json").write_text(told)
    (SHARED / "highlight.json").write_text(json.dumps(html))
    clock.done("written")


if __name__ == "__main__":
    main()
