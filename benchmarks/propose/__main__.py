"""Measures what is proposed of articles that a person annotated in full: names, claims with their speakers, dates.

Run: `python benchmarks/propose [--faults]`. The README says what is measured.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from articles import FOLDERS, Article, Range, articles

from mujaz.scaffold.propose import read_text
from mujaz.text.fold import fold_text

AIMS = {"names": (80, 85), "claims": (85, 85), "claims with speaker": (85, 85), "dates": (90, 85)}
"""Recall and precision in per cent."""


@dataclass
class Score:
    """What was there, what of it was found, what was proposed, and what of that was there."""

    there: int = 0
    found: int = 0
    proposed: int = 0
    right: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Count another article, too."""
        self.there += other.there
        self.found += other.found
        self.proposed += other.proposed
        self.right += other.right
        self.faults += other.faults

    @property
    def recall(self) -> float:
        """Per cent of what was there."""
        return 100 * self.found / max(1, self.there)

    @property
    def precision(self) -> float:
        """Per cent of what was proposed."""
        return 100 * self.right / max(1, self.proposed)


Item = tuple[Range, str]


def like(one: Range, other: Range) -> bool:
    """Whether two places share at least half of the code points that either has."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and shared >= 0.5 * (max(one[1], other[1]) - min(one[0], other[0]))


def meet(one: Range, other: Range) -> bool:
    """Whether two places share a code point: «1939» and «since 1939» are one date."""
    return one[0] < other[1] and other[0] < one[1]


def compare(article: Article, own: Sequence[Item], found: Sequence[Item], same: Callable[[Item, Item], bool]) -> Score:
    """Count what of an article's own items is among those found, and the other way round."""
    score = Score(len(own), 0, len(found), 0)
    for item in own:
        if any(same(item, other) for other in found):
            score.found += 1
        else:
            score.faults.append(f"{article.name}: missed «{article.text[slice(*item[0])]}» {item[1]}")
    for item in found:
        if any(same(other, item) for other in own):
            score.right += 1
        else:
            score.faults.append(f"{article.name}: wrong «{article.text[slice(*item[0])]}» {item[1]}")
    return score


def same_speaker(own: Item, found: Item) -> bool:
    """Whether two claims are in one place and one of the names is part of the other."""
    one, other = fold_text(own[1]).casefold(), fold_text(found[1]).casefold()
    return like(own[0], found[0]) and bool(other) and (one in other or other in one)


def measure(article: Article) -> dict[str, Score]:
    """What is found of one article, with an empty glossary."""
    read = read_text(article.text, article.language, article.published)
    place: Callable[[Item, Item], bool] = lambda own, found: like(own[0], found[0])  # noqa: E731
    date: Callable[[Item, Item], bool] = lambda own, found: meet(own[0], found[0]) and own[1] == found[1]  # noqa: E731
    return {
        "names": compare(article, article.names, read.names, place),
        "claims": compare(article, article.claims, read.claims, place),
        "claims with speaker": compare(article, article.claims, read.claims, same_speaker),
        "dates": compare(article, article.dates, read.dates, date),
    }


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks/propose", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--faults", action="store_true", help="list what is missed and what is wrong")
    options = parser.parse_args()
    print("# Proposals")
    for folder in FOLDERS:
        _print(folder, articles(folder), faulty=options.faults)
    return 0


def _print(folder: str, every: Sequence[Article], *, faulty: bool) -> None:
    print(f"\n## {folder}\n\n{len(every)} articles, {sum(len(each.text.split()) for each in every)} words\n")
    print("| Kind | There | Recall | Aim | Proposed | Precision | Aim |\n|---|---|---|---|---|---|---|")
    faults = []
    for kind, (recall, precision) in AIMS.items():
        for language in ("ar", "en", ""):
            total = Score()
            for article in every:
                if not language or article.language == language:
                    total.add(measure(article)[kind])
            head = f"{kind}{f' ({language})' if language else ''}"
            aims = (f"{recall} %", f"{precision} %") if not language else ("", "")
            row = (
                head,
                total.there,
                f"{total.recall:.0f} %",
                aims[0],
                total.proposed,
                f"{total.precision:.0f} %",
                aims[1],
            )
            print(f"| {' | '.join(map(str, row))} |")
        faults += [f"- {kind}: {line}" for line in total.faults]
    if faulty:
        print("", *faults, sep="\n")


if __name__ == "__main__":
    raise SystemExit(main())
