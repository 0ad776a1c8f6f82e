"""Run a command and print, as JSON, its exit code, wall and CPU seconds, and the peak memory of its largest process.

A small process between the benchmark and what it measures: the kernel counts the memory of the starter in the peak.
"""

from __future__ import annotations

import json
import os
import sys
import time


def main() -> None:
    """Run the command in the arguments; all that it says goes to the standard error."""
    start = time.perf_counter()
    words = sys.argv[1:]
    pid = os.posix_spawn(words[0], words, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    print(json.dumps([os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]))


if __name__ == "__main__":
    main()
