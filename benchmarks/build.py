"""How long checking, generating and building take, cold and after a change, against other builders in the same run.

Run: `python benchmarks/build.py`; `--help` names the options, README.md in this folder says how to read the tables.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from corpus import remove_override, write_site
from edits import EDITS, Edit
from measure import CommandError, run, size
from report import Sample, as_json, as_text
from systems import NAMES, System, prepare

_COLD = ("check", "generate", "build")


def main() -> None:
    """Measure what the command line asks for, print the tables.

    Exits with 1 when a builder fails.
    """
    options = _options()
    scratch = options.scratch or Path(tempfile.mkdtemp(prefix="mujaz-benchmark-"))
    scratch.mkdir(parents=True, exist_ok=True)
    samples: list[Sample] = []
    try:
        for briefs in options.sizes:
            for sample in _measure(briefs, options, scratch):
                samples.append(sample)
                print(f"{briefs} {sample.system}, {sample.job}: {sample.cost.wall:.2f} s", file=sys.stderr)
    except CommandError as problem:
        sys.exit(f"failed: {problem}")
    finally:
        if options.json:
            options.json.write_text(as_json(samples), encoding="utf-8")
        if not options.scratch:
            shutil.rmtree(scratch)
    print(as_text(samples))


def _options() -> argparse.Namespace:
    jobs = ["cold", *(edit.name for edit in EDITS)]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000], help="numbers of briefs")
    parser.add_argument("--runs", type=int, default=3, help="how often each job is measured (3)")
    parser.add_argument("--systems", nargs="+", choices=NAMES, default=NAMES[:4], help="all but zensical if not given")
    parser.add_argument("--only", nargs="+", choices=jobs, default=jobs, help="cold, or after which changes")
    parser.add_argument(
        "--compare",
        nargs="+",
        choices=jobs,
        default=["cold", "note"],
        help="in which of them the others take part, which build everything whatever changed (cold note)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write all figures as well")
    parser.add_argument("--scratch", type=Path, metavar="DIR", help="where to keep sites and installed builders")
    return parser.parse_args()


def _measure(briefs: int, options: argparse.Namespace, scratch: Path) -> Iterator[Sample]:
    """All runs at one size, the builders taking turns, so that what slows the machine for a while slows them all."""
    folder = scratch / f"sites-{briefs}"
    shutil.rmtree(folder, ignore_errors=True)
    root = folder / "mujaz"
    write_site(root, briefs)
    others = [prepare(name, folder, scratch) for name in options.systems if name != "mujaz"]
    ours = "mujaz" in options.systems
    turn = 0
    for _ in range(options.runs):
        remove_override(root)
        if "cold" in options.only:
            if ours:
                for command in _COLD:
                    yield _cold(briefs, root, command)
            else:
                _mujaz(root, "generate")
            if "cold" in options.compare:
                for system in others:
                    yield _build(briefs, system, root, "cold build", cold=True)
        else:
            _mujaz(root, "build" if ours else "generate")
            for system in others:
                _build(briefs, system, root, "")
        for edit in EDITS:
            if edit.name not in options.only:
                continue
            turn += 2
            if ours:
                yield from _warm(briefs, root, edit, turn)
            else:
                edit.apply(root, turn)
                _mujaz(root, "generate")
            if edit.name in options.compare:
                for system in others:
                    if edit.name in ("setting", "template"):
                        system.change_template(system.root, str(turn))
                    yield _build(briefs, system, root, f"build after {edit.name}")


def _mujaz(root: Path, command: str) -> Sample:
    """Run the mujaz that this process would import, also where that depends on the folder it was started in."""
    found = find_spec("mujaz")
    assert found is not None
    assert found.origin is not None
    place = str(Path(found.origin).resolve().parents[1])
    # As an installed one runs: where Python may not write bytecode, it would compile all of mujaz at every start.
    environment = {"PYTHONPATH": place, "PYTHONDONTWRITEBYTECODE": ""}
    trust = ["--trust"] if command == "build" else []  # one of the changes brings a template
    cost = run([sys.executable, "-m", "mujaz", command, "-C", str(root), *trust], root, environment)
    return Sample(0, "mujaz", command, cost, size(root / "site") if command == "build" else 0)


def _cold(briefs: int, root: Path, command: str) -> Sample:
    """A run that finds nothing of an earlier one."""
    for name in (".cache", "site", "docs/ar"):
        shutil.rmtree(root / name, ignore_errors=True)
    done = _mujaz(root, command)
    return Sample(briefs, "mujaz", f"cold {command}", done.cost, done.output)


def _warm(briefs: int, root: Path, edit: Edit, turn: int) -> Iterator[Sample]:
    """A check and a build, each after a change of its own: a build after a check would find half of its work done."""
    for number, command in enumerate(("check", "build")):
        edit.apply(root, turn + number)
        done = _mujaz(root, command)
        yield Sample(briefs, "mujaz", f"{command} after {edit.name}", done.cost, done.output)


def _build(briefs: int, system: System, root: Path, job: str, *, cold: bool = False) -> Sample:
    """Give another builder the pages as they are now and let it build."""
    if cold:
        system.forget()
    system.take_over(root / "docs")
    cost = run(list(system.command), system.root)
    return Sample(briefs, system.name, job, cost, size(system.output))


if __name__ == "__main__":
    main()
