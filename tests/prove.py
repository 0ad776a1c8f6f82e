"""Runs the proofs of the promises about trust, prints their table and writes it into the page on trust.

python3 dev.py prove            all of them; the page is written
python3 dev.py prove S1 D4      these; their rows are written
python3 dev.py prove --short    the shorter form of all; nothing is written
"""

# A program on the terminal: it prints.
# ruff: noqa: T201

from __future__ import annotations

import re
import shutil
import sys
import time
import traceback
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from browsing import CHROMIUM_FLAGS
from proof import Proof, Run, proofs

PAGE = Path(__file__).resolve().parent.parent / "docs" / "explanation" / "trust.md"
HEAD = "| | Promise | What is tried | Tried | Held | On |\n|---|---|---|---|---|---|\n"
ROW = re.compile(r"^\| ([SD]\d+) \|.*\n", re.MULTILINE)


def main(arguments: list[str]) -> int:
    """Run what is asked for; 0 if all held, 1 if anything fell, 2 for an unknown number."""
    short = "--short" in arguments
    numbers = [argument for argument in arguments if argument != "--short"]
    all_proofs = proofs()
    if unknown := set(numbers) - {proof.number for proof in all_proofs}:
        print(f"no such promise: {', '.join(sorted(unknown))}; they are {', '.join(p.number for p in all_proofs)}")
        return 2
    fallen, rows = False, {}
    with ExitStack() as stack:

        @cache
        def start_browser() -> Browser:
            playwright = stack.enter_context(sync_playwright())
            executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
            return playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)

        for proof in all_proofs:
            if numbers and proof.number not in numbers:
                continue
            started = time.monotonic()
            with TemporaryDirectory() as folder:
                run = Run(Path(folder), not short, start_browser)
                try:
                    proof.prove(run)
                except Exception as fault:
                    traceback.print_exc()
                    run.count("the proof does not run to its end", 1, [repr(fault)])
            print(f"{proof.number}  tried {run.tried:6}  held {run.tried - len(run.fallen):6}", end="")
            print(f"  {time.monotonic() - started:6.1f} s  {proof.promise}", flush=True)
            for line in run.fallen:
                print(f"    fell: {line}", flush=True)
            fallen = fallen or bool(run.fallen)
            rows[proof.number] = _row(proof, run)
    if not short:
        _write(rows)
    return 1 if fallen else 0


def _row(proof: Proof, run: Run) -> str:
    held = run.tried - len(run.fallen)
    today = datetime.now(UTC).date().isoformat()
    return f"| {proof.number} | {proof.promise} | {proof.means} | {run.tried:,} | {held:,} | {today} |\n"


def _write(rows: dict[str, str]) -> None:
    """Put the rows into the page's table, in place of those of the same number."""
    text = PAGE.read_text(encoding="utf-8")
    before, table = text.split(HEAD)
    after = ROW.sub("", table)
    standing = {match[1]: match[0] for match in ROW.finditer(table)}
    merged = standing | rows
    order = [proof.number for proof in proofs()]
    written = "".join(merged[number] for number in order if number in merged)
    PAGE.write_text(before + HEAD + written + after, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
