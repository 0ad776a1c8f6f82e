"""What a review costs: 40 briefs with 440 changes, and one entity's gloss that all of them show.

python benchmarks/review.py                       # seconds of CPU for text and html, cold and warm
python benchmarks/review.py --briefs 10 --runs 3
python benchmarks/review.py --scratch FOLDER      # keeps the site there, to look at or to profile
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import GLOSSARY, write_site
from measure import Cost, run

AIMS = {"text": 6.0, "html": 12.0}
"""Seconds of CPU that a review may take, on a runner that has kept nothing."""
FORMATS = ("text", "markdown", "html", "json")
_MARK = "كلمةء"
"""A word that stands nowhere in the corpus."""
_EDITED = (
    *(
        (rf'(  - id: n{number}\n(?:.*\n){{1,3}}?    body: ".*?) (\S+\."\n)', f" {_MARK}{number} ")
        for number in range(5)
    ),
    *((rf'(  - id: c{number}\n(?:.*\n){{1,2}}?    statement: ".*?) (\S+\."\n)', f" {_MARK} ") for number in range(5)),
    (r"(summary: \".*?) (\S+\.\"\n)", f" {_MARK} "),
)
"""Eleven places of a brief, each with the word that is put into it."""


def main() -> None:
    """Make the site and its change, and review that in each format."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--briefs", type=int, default=40)
    options.add_argument("--runs", type=int, default=1)
    options.add_argument("--scratch", type=Path)
    chosen = options.parse_args()
    folder = chosen.scratch or Path(tempfile.mkdtemp())
    site = folder / "site"
    if not site.exists():
        make(site, chosen.briefs)
    print("| Format | Kept from before | CPU, seconds | Clock, seconds | Aim |\n|---|---|---|---|---|")
    for format in FORMATS:
        for kept in ("nothing", "all"):
            costs = [cost(site, format, kept == "all") for _ in range(chosen.runs)]
            cpu, wall = (statistics.median(getattr(each, what) for each in costs) for what in ("cpu", "wall"))
            aim = f"≤ {AIMS[format]:g}" if format in AIMS and kept == "nothing" else ""
            print(f"| {format} | {kept} | {cpu:.1f} | {wall:.1f} | {aim} |", flush=True)
    if chosen.scratch is None:
        shutil.rmtree(folder)


def make(site: Path, briefs: int) -> None:
    """Write a site, commit it, and change eleven texts of each brief and the gloss of one entity."""
    site.mkdir(parents=True)
    write_site(site, briefs)
    (site / ".gitignore").write_text(".cache/\nsite/\n", encoding="utf-8")
    for command in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=bench", "-c", "user.email=bench@example.org", "commit", "--quiet", "-m", "Begin"],
    ):
        subprocess.run(["git", *command], cwd=site, check=True)
    for path in sorted((site / "briefs").glob("brief-*.yml")):
        text = path.read_text(encoding="utf-8")
        for pattern, word in _EDITED:
            text, count = re.subn(pattern, rf"\g<1>{word}\g<2>", text, count=1)
            assert count, pattern
        path.write_text(text, encoding="utf-8")
    glossary = site / GLOSSARY
    text = glossary.read_text(encoding="utf-8")
    glossary.write_text(re.sub(r'(gloss: ".*?) (\S+"\n)', rf"\1 {_MARK} \2", text, count=1), encoding="utf-8")


def cost(site: Path, format: str, kept: bool) -> Cost:
    """What one review costs."""
    if not kept:
        shutil.rmtree(site / ".cache", ignore_errors=True)
    output = site.parent / f"review.{format}"
    command = [sys.executable, "-m", "mujaz", "review", "HEAD", "--format", format, "--output", str(output)]
    return run(["/bin/sh", "-c", '"$@" || test "$?" = 1', "sh", *command], site)  # 1 where something blocks


if __name__ == "__main__":
    main()
