"""Tables of medians, and of ratios beside the aims they are held to."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import NamedTuple

from measure import Cost


@dataclass(frozen=True, slots=True)
class Sample:
    """One measured run of one builder at one size."""

    briefs: int
    system: str
    job: str
    """Such as `cold build`, or `build after note`."""
    cost: Cost
    output: int
    """Bytes of the site, 0 where none was built."""


@dataclass(frozen=True, slots=True)
class Median:
    """The medians of the samples of one builder, one job and one size; `cpu` and `wall` in seconds."""

    briefs: int
    system: str
    job: str
    runs: int
    wall: float
    cpu: float
    peak: float
    output: float


class Aim(NamedTuple):
    """At most `limit` times the figure of another builder at the same job, or at most `limit` itself."""

    briefs: int
    job: str
    figure: str
    """`wall` in seconds or `peak` in bytes."""
    limit: float
    against: str | None = None


AIMS = (
    Aim(10, "build after note", "wall", 0.5),
    Aim(1_000, "build after note", "wall", 0.8),
    Aim(1_000, "build after note", "wall", 0.3, "hugo-theme"),
    Aim(10_000, "build after note", "wall", 2.0),
    Aim(10_000, "build after note", "wall", 0.1, "hugo-theme"),
    Aim(10_000, "build after note", "peak", 400e6),
    Aim(1_000, "cold build", "wall", 0.25, "material"),
    Aim(1_000, "cold build", "wall", 1.0, "hugo-theme"),
    Aim(10_000, "cold check", "wall", 60.0),
    Aim(10_000, "check after nothing", "wall", 2.0),
)
"""What mujaz is held to, on two cores; the ratios need no quiet machine, the seconds do."""

GROWTH = 0.2
"""By how much the cost of a brief may differ between the two largest sizes, cold."""

Key = tuple[int, str, str]


def medians(samples: list[Sample]) -> list[Median]:
    """One of each builder, job and size, in the order in which they were first measured."""
    groups: dict[Key, list[Sample]] = {}
    for sample in samples:
        groups.setdefault((sample.briefs, sample.job, sample.system), []).append(sample)
    return [
        Median(
            briefs,
            system,
            job,
            len(group),
            wall=statistics.median(sample.cost.wall for sample in group),
            cpu=statistics.median(sample.cost.cpu for sample in group),
            peak=statistics.median(sample.cost.peak for sample in group),
            output=statistics.median(sample.output for sample in group),
        )
        for (briefs, job, system), group in groups.items()
    ]


def as_json(samples: list[Sample]) -> str:
    """All samples and their medians."""
    data = {
        "samples": [asdict(sample) for sample in samples],
        "medians": [asdict(median) for median in medians(samples)],
    }
    return json.dumps(data, indent=1)


def as_text(samples: list[Sample]) -> str:
    """The tables as Markdown: what each job took, how mujaz compares, which aims are reached."""
    found = medians(samples)
    return "\n".join([*_costs(found), "", *_ratios(found), "", *_aims(found)])


def _costs(found: list[Median]) -> Iterator[str]:
    yield "| briefs | job | builder | runs | wall s | CPU s | peak MB | output MB |"
    yield "|---:|---|---|---:|---:|---:|---:|---:|"
    for row in found:
        output = f"{row.output / 1e6:.1f}" if row.output else ""
        yield (
            f"| {row.briefs:,} | {row.job} | {row.system} | {row.runs} | {row.wall:.2f} | {row.cpu:.2f} "
            f"| {row.peak / 1e6:.0f} | {output} |"
        )


def _ratios(found: list[Median]) -> Iterator[str]:
    """How much of each other builder's time mujaz takes."""
    by_key = {(row.briefs, row.job, row.system): row for row in found}
    yield "| briefs | job | mujaz against | wall | CPU |"
    yield "|---:|---|---|---:|---:|"
    for row in found:
        ours = by_key.get((row.briefs, row.job, "mujaz"))
        if ours and row is not ours:
            yield (
                f"| {row.briefs:,} | {row.job} | {row.system} | {ours.wall / row.wall:.2f} | {ours.cpu / row.cpu:.2f} |"
            )


def _aims(found: list[Median]) -> Iterator[str]:
    by_key = {(row.briefs, row.job, row.system): row for row in found}
    yield "| briefs | job | aim | seen | |"
    yield "|---:|---|---|---|---|"
    for aim in AIMS:
        ours = by_key.get((aim.briefs, aim.job, "mujaz"))
        other = by_key.get((aim.briefs, aim.job, aim.against)) if aim.against else None
        if ours is None or (aim.against and other is None):
            continue
        seen = getattr(ours, aim.figure) / (getattr(other, aim.figure) if other else 1)
        yield (
            f"| {aim.briefs:,} | {aim.job} | {_limit(aim)} | {_figure(aim, seen)} "
            f"| {'reached' if seen <= aim.limit else 'missed'} |"
        )
    yield from _growth(found)


def _growth(found: list[Median]) -> Iterator[str]:
    """What a brief costs, cold, at the largest size against the one before it."""
    for job in ("cold check", "cold generate", "cold build"):
        rows = sorted((row for row in found if row.job == job and row.system == "mujaz"), key=lambda row: row.briefs)
        if len(rows) < 2:
            continue
        less, more = rows[-2:]
        seen = more.cpu / more.briefs / (less.cpu / less.briefs)
        yield (
            f"| {more.briefs:,} | {job} | CPU a brief ≤ {1 + GROWTH:.1f} × that at {less.briefs:,} | {seen:.2f} "
            f"| {'reached' if seen <= 1 + GROWTH else 'missed'} |"
        )


def _limit(aim: Aim) -> str:
    if aim.against:
        return f"{aim.figure} ≤ {aim.limit:g} × {aim.against}"
    return f"{aim.figure} ≤ {_figure(aim, aim.limit)}"


def _figure(aim: Aim, value: float) -> str:
    if aim.against:
        return f"{value:.2f}"
    return f"{value / 1e6:.0f} MB" if aim.figure == "peak" else f"{value:.2f} s"
