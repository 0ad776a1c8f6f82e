"""Work on many items in several processes."""

from __future__ import annotations

import gc
import os
import pickle
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from mujaz.cache.faults import DamagedError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
_FEWEST = 48
"""Items below which a process is not worth its start."""
_BATCH = 16


def cores() -> int:
    """How many processes may work at a time: one for each core that this one may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def in_processes(
    items: Mapping[str, Callable[[], T]], told: Callable[[int], None], started: Callable[[int], None]
) -> Iterator[tuple[str, T]]:
    """Call a function for each item, over all cores where the system can fork, and give the results as they come.

    Each result has to be picklable. The first item is made here, so that what is imported, compiled and put together
    once for all of them is not in each process; those see the state of this one as it was then.

    Args:
        items: by name, what is to be called for each.
        told: told how many are done.
        started: called first in each new process, with its number from 0.

    Raises:
        DamagedError: what a function reads of earlier runs is damaged.
        WorkerError: a function failed in another process; its message is the traceback there.
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
    readers: list[Connection] = []
    processes = []
    for number in range(count):
        reader, writer = context.Pipe(duplex=False)
        process = context.Process(
            target=_work, args=(items, names[number::count], writer, partial(started, number)), daemon=True
        )
        process.start()
        writer.close()
        readers.append(reader)
        processes.append(process)
    done = 1
    try:
        while readers:
            for ready in wait(readers):
                assert isinstance(ready, Connection)
                try:
                    batch, failed = pickle.loads(ready.recv_bytes())  # noqa: S301  (from a process of our own)
                except EOFError:
                    readers.remove(ready)
                    continue
                if failed is not None:
                    raise failed
                yield from batch
                done += len(batch)
                told(done)
    finally:
        for process in processes:
            process.terminate()
            process.join()
        gc.unfreeze()


class WorkerError(Exception):
    """A function failed in another process."""


def _work(
    items: Mapping[str, Callable[[], T]], names: list[str], writer: Connection, started: Callable[[], None]
) -> None:
    try:
        started()
        for start in range(0, len(names), _BATCH):
            batch = [(name, items[name]()) for name in names[start : start + _BATCH]]
            writer.send_bytes(pickle.dumps((batch, None), pickle.HIGHEST_PROTOCOL))
            gc.collect(0)  # a command collects nothing, and thousands of pages leave gigabytes of circles
    except DamagedError as problem:
        writer.send_bytes(pickle.dumps(([], problem)))
    except BaseException:
        writer.send_bytes(pickle.dumps(([], WorkerError(traceback.format_exc()))))
    finally:
        writer.close()
        os._exit(0)  # what this process inherited is the other one's to close
