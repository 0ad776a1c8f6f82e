"""What files held at each commit of a history, over all its lines: none of the parents of a merge counts less."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence


class Lines:
    """The states of files at all ancestors of a commit.

    Which parent of a merge is the first is for who merges to choose, so what was published cannot be told by it.
    Commits are numbered from 0, each after all its parents.

    Args:
        commits: ids and parents; each commit before all its parents, as `git rev-list --topo-order --parents`.
        changes: of commits by id: what each made of files against its first parent, by path the name of the content;
            empty where it left no plain file.
    """

    def __init__(
        self, commits: Sequence[tuple[str, tuple[str, ...]]], changes: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.commits = [id for id, _ in reversed(commits)]
        numbers = {id: number for number, (id, _) in enumerate(reversed(commits))}
        self.parents = [
            tuple(numbers[parent] for parent in parents if parent in numbers) for _, parents in reversed(commits)
        ]
        # A line is a run of commits of which each is the first parent of the next: a state is looked for within lines.
        self._line: list[int] = []
        self._begins: list[int | None] = []
        self._numbers: dict[str, dict[int, list[int]]] = {}
        self._contents: dict[tuple[str, int], str] = {}
        ends: list[int] = []
        for number, (id, _) in enumerate(reversed(commits)):
            first = self.first(number)
            if first is not None and ends[self._line[first]] == first:
                self._line.append(self._line[first])
                ends[self._line[first]] = number
            else:
                self._line.append(len(ends))
                self._begins.append(first)
                ends.append(number)
            for path, content in changes.get(id, {}).items():
                self._numbers.setdefault(path, {}).setdefault(self._line[number], []).append(number)
                self._contents[path, number] = content

    @property
    def paths(self) -> tuple[str, ...]:
        """All files that any commit had."""
        return tuple(self._numbers)

    def first(self, number: int) -> int | None:
        """The first parent of a commit; None for one without parents."""
        return self.parents[number][0] if self.parents[number] else None

    def after(self, commit: str) -> frozenset[int]:
        """The commits that are neither one of them nor among its ancestors; none where it is not in this history."""
        if commit not in self.commits:
            return frozenset()
        known, waiting = set[int](), [self.commits.index(commit)]
        while waiting:
            number = waiting.pop()
            if number not in known:
                known.add(number)
                waiting += self.parents[number]
        return frozenset(range(len(self.commits))) - known

    def is_first(self, number: int) -> bool:
        """Whether a commit is the last one, or is reached from it by first parents alone."""
        line, last = self._line[-1], len(self._line) - 1
        while line != self._line[number] and (begin := self._begins[line]) is not None:
            line, last = self._line[begin], begin
        return line == self._line[number] and number <= last

    def changing(self, path: str) -> Iterator[int]:
        """The commits that made something else of a file than their first parents had, the newest first."""
        yield from sorted((number for each in self._numbers.get(path, {}).values() for number in each), reverse=True)

    def content(self, path: str, number: int | None) -> str:
        """Git's name of what a file held at a commit; empty where there was none, and before all commits."""
        of_lines = self._numbers.get(path, {})
        while number is not None and of_lines:
            line = self._line[number]
            numbers = of_lines.get(line, ())
            if before := bisect_right(numbers, number):
                return self._contents[path, numbers[before - 1]]
            number = self._begins[line]
        return ""
