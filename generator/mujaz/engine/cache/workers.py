"""Work on many items in several processes."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import traceback
from collections.abc import Callable, Generator, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

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


def in_processes(
    items: Mapping[str, Callable[[], T]], told: Callable[[int], None], started: Callable[[int], None]
) -> Generator[tuple[str, T], None, None]:
    """Call a function for each item, over all cores where the system can fork, and give the results as they come.

    Each result has to be picklable. The first item is made here, so that what is imported, compiled and put together
    once for all of them is not in each process; those see the state of this one as it was then. What a function raises
    in another process is raised here, with the traceback there as a note. When this ends, so have all processes.

    Args:
        items: by name, what is to be called for each.
        told: told how many are done.
        started: called first in each new process, with its number from 0.

    Raises:
        WorkerError: a process was ended before it had done its work, or raised what cannot be handed on.
    """
    count = min(cores(), len(items) // _FEWEST)
    if count < 2 or not hasattr(os, "fork"):
        for done, (name, make) in enumerate(items.items(), 1):
            yield name, make()
            told(done)
        return
    # Late: most runs make few items.
    from multiprocessing import get_context
    from multiprocessing.connection import Connection, wait

    context = get_context("fork")
    first, *names = items
    yield first, items[first]()
    told(1)
    gc.freeze()  # or each process would copy all pages of memory at its first collection
    working: dict[Connection, ForkProcess] = {}
    done = 1
    try:
        for number in range(count):
            reader, writer = context.Pipe(duplex=False)
            share, others = names[number::count], [*working, reader]
            begin = partial(started, number)
            process = context.Process(target=_work, args=(items, share, others, writer, begin), daemon=True)
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
    items: Mapping[str, Callable[[], T]],
    names: list[str],
    others: list[Connection],
    writer: Connection,
    started: Callable[[], None],
) -> None:
    """What another process does: it sends results in batches, and an empty one at the end.

    Args:
        items: as for `in_processes`.
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
            batch = [(name, items[name]()) for name in names[start : start + _BATCH]]
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
