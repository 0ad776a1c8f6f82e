"""Measures how well names are found: on sentences with look-alikes, and on a treebank if one is given.

Run: `python benchmarks/names [--treebank FILE]`. The README says what is measured.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import treebank
from judge import LISTS, Score, aliases, judge, sentences, table

from mujaz.resolve.mentions import gazetteer_of
from mujaz.text.fold import fold


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="benchmarks/names", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--treebank", type=Path, action="append", default=[], help="a CoNLL-U file to measure on too")
    parser.add_argument("--faults", action="store_true", help="list what is linked wrongly, in doubt, near or missed")
    options = parser.parse_args()
    print("# Names")
    for which in LISTS:
        finder = gazetteer_of(aliases(which))
        rows: list[tuple[str, Score]] = []
        total = Score()
        started = time.perf_counter()
        for (language, heading), group in sentences(which).items():
            score = Score()
            for sentence in group:
                score.add(judge(sentence, finder.find(fold(sentence.text))))
            rows.append((f"{language}: {heading}", score))
            total.add(score)
        spent = time.perf_counter() - started
        count = sum(map(len, sentences(which).values()))
        print(f"\n## {which}sentences.yml\n\n{count} sentences, {1000 * spent / count:.2f} ms a sentence\n")
        print("\n".join(table([*rows, ("all", total)])))
        if options.faults:
            print("", *(f"- {line}" for line in total.faults), sep="\n")
    for path in options.treebank:
        measured = treebank.measure(path)
        print(f"\n## {path.stem}\n\n{measured}")
        if options.faults:
            print("", *(f"- {line}" for line in measured.lines), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
