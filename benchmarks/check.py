"""How long `mujaz check` takes, and how much memory, on made-up sites of several sizes.

Run: `python benchmarks/check.py [briefs ...]`. Every figure is of a whole process, the median of three runs.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import write_corpus

RUNS = 3


def measure(command: list[str]) -> tuple[float, float, int]:
    """Wall seconds, CPU seconds and peak memory in bytes of one run of a command.

    Raises:
        CalledProcessError: the command failed.
    """
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", script, *command], check=True, capture_output=True, text=True)
    wall = time.perf_counter() - start
    cpu, peak = done.stdout.split()
    return wall, float(cpu), int(peak) * 1024


def main() -> None:
    """Print a table: briefs, seconds, seconds a brief, memory, and the cost of a brief against the smallest site."""
    sizes = [int(size) for size in sys.argv[1:]] or [10, 100, 1000]
    print(f"{'briefs':>8} {'wall s':>8} {'CPU s':>8} {'ms a brief':>11} {'peak MB':>8}")
    for size in sizes:
        folder = Path(tempfile.mkdtemp(prefix="mujaz-benchmark-"))
        try:
            (folder / "mkdocs.yml").write_text("site_name: benchmark\nuse_directory_urls: false\n", encoding="utf-8")
            write_corpus(folder, size)
            command = [sys.executable, "-m", "mujaz", "check", "-C", str(folder)]
            runs = [measure(command) for _ in range(RUNS)]
        finally:
            shutil.rmtree(folder)
        wall, cpu, peak = (statistics.median(figures) for figures in zip(*runs, strict=True))
        print(f"{size:>8} {wall:>8.2f} {cpu:>8.2f} {cpu * 1000 / size:>11.2f} {peak / 1e6:>8.0f}")


if __name__ == "__main__":
    main()
