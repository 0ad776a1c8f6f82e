"""Who does work on many items: this process, or several; where a cluster would have its place."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import traceback
from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

T = TypeVar("T")
_FEWEST = 48
"""Items below which a process is not worth its start."""
_BATCH = 16


def cores() -> int:
    """How many processes may work at a time: one for each core that this one may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


class Executor(Protocol):
    """Does a piece of work for many items that do not depend on each other.

    The work is one function of an item's name. An executor that reaches other machines, or processes that are no
    copies of this one, pickles it together with `begin`, once for each of them: the work of stages is made for that.
    """

    @property
    def processes(self) -> int:
        """How many other processes work at a time; 0 if none does."""

    def run(
        self, work: Callable[[str], T], items: Sequence[str], told: Callable[[int], None], begin: Callable[[int], None]
    ) -> Generator[tuple[str, T], None, None]:
        """Give each item with what the work makes of it, as it comes; when this ends, so has all that it began.

        Args:
            work: what is done; what it gives is picklable.
            items: the names of the items.
            told: told how many are done.
            begin: called first in each other process, with its number from 0.

        Raises:
            WorkerError: a process was ended before it had done its work, or raised what cannot be handed on.
        """


class InProcess:
    """Does all work in this process, in the order of the items."""

    processes = 0

    def run(
        self, work: Callable[[str], T], items: Sequence[str], told: Callable[[int], None], begin: Callable[[int], None]
    ) -> Generator[tuple[str, T], None, None]:
        """As `Executor.run`."""
        for done, item in enumerate(items, 1):
            yield item, work(item)
            told(done)


class LocalProcesses:
    """Does work in processes that are forked from this one, over all cores, where the system can fork.

    The first item is made here, so that what is imported, compiled and put together once for all of them is not in each
    process; those see the state of this one as it was then, and nothing is pickled but results. What the work raises in
    another process is raised here, with the traceback there as a note.
    """

    @property
    def processes(self) -> int:
        """One for each core."""
        return cores()

    def run(
        self, work: Callable[[str], T], items: Sequence[str], told: Callable[[int], None], begin: Callable[[int], None]
    ) -> Generator[tuple[str, T], None, None]:
        """As `Executor.run`."""
        count = min(cores(), len(items) // _FEWEST)
        if count < 2 or not hasattr(os, "fork"):
            return InProcess().run(work, items, told, begin)
        return _forked(count, work, items, told, begin)


LOCAL = LocalProcesses()
"""What does work that nobody asked to have done elsewhere."""


def _forked(
    count: int,
    work: Callable[[str], T],
    items: Sequence[str],
    told: Callable[[int], None],
    begin: Callable[[int], None],
) -> Generator[tuple[str, T], None, None]:
    # Late: most runs make few items.
    from multiprocessing import get_context
    from multiprocessing.connection import Connection, wait

    context = get_context("fork")
    first, *names = items
    yield first, work(first)
    told(1)
    gc.freeze()  # or each process would copy all pages of memory at its first collection
    working: dict[Connection, ForkProcess] = {}
    done = 1
    try:
        for number in range(count):
            reader, writer = context.Pipe(duplex=False)
            share, others = names[number::count], [*working, reader]
            started = partial(begin, number)
            process = context.Process(target=_work, args=(work, share, others, writer, started), daemon=True)
            process.start()
            writer.close()
            working[reader] = process
        waiting = set(working)
        while waiting:
            for ready in wait(list(waiting)):
                assert isinstance(ready, Connection)
                try:
                    batch, failed = pickle.loads(ready.recv_bytes())  # noqa: S301  (from a process of our own)
                except (EOFError, OSError):  # the latter in the midst of a message
                    raise WorkerError(_how_it_ended(working[ready])) from None
                if failed is not None:
                    raise failed
                if not batch:
                    waiting.remove(ready)
                yield from batch
                done += len(batch)
                told(done)
    finally:
        for reader, process in working.items():
            process.kill()  # one that was stopped would not hear anything else
            process.join()
            reader.close()
        gc.unfreeze()


class WorkerError(Exception):
    """A process was ended before it had done its work, or failed in a way that cannot be handed on."""


def _how_it_ended(process: ForkProcess) -> str:
    process.join()
    code = process.exitcode or 0
    if code < 0:
        return f"a process of this run was ended by {signal.Signals(-code).name}; the system may be short of memory"
    return f"a process of this run ended before its work was done, with {code}"


def _work(
    work: Callable[[str], T],
    names: Sequence[str],
    others: list[Connection],
    writer: Connection,
    started: Callable[[], None],
) -> None:
    """What another process does: it sends results in batches, and an empty one at the end.

    Args:
        work: as for `Executor.run`.
        names: the items that are to be made here.
        others: the ends of pipes that only the first process reads: if it is killed, writing must fail, not wait.
        writer: where results go.
        started: called first.
    """
    try:
        for reader in others:
            reader.close()
        started()
        for start in range(0, len(names), _BATCH):
            batch = [(name, work(name)) for name in names[start : start + _BATCH]]
            writer.send_bytes(pickle.dumps((batch, None), pickle.HIGHEST_PROTOCOL))
            gc.collect(0)  # a command collects nothing, and thousands of pages leave gigabytes of circles
        writer.send_bytes(pickle.dumps(((), None)))
    except BaseException as problem:  # whatever it is, the first process raises it
        writer.send_bytes(_handed_on(problem))
    finally:
        writer.close()
        os._exit(0)  # what this process inherited is the other one's to close


def _handed_on(problem: BaseException) -> bytes:
    """A message with what was raised, or with words for it where that cannot be pickled or would end the other one."""
    told = traceback.format_exc()
    try:
        problem.add_note(told)
        message = pickle.dumps(((), problem))
        pickle.loads(message)  # noqa: S301  (a moment old)
    except Exception:  # of a class that does not pickle, anything may come up
        message = b""
    if not message or not isinstance(problem, Exception):
        substitute = WorkerError(f"{type(problem).__name__}: {problem}")
        substitute.add_note(told)
        message = pickle.dumps(((), substitute))
    return message
