#!/usr/bin/env python3
"""Sets up a clone of mujaz and runs it: needs nothing but Python 3.11 or later.

    python3 dev.py site    install what mujaz needs and build the example site
    python3 dev.py test    install what its tests need too, and run all checks
    python3 dev.py prove   try all that mujaz promises about trust, and write the table of docs/explanation/trust.md
    python3 dev.py lock    renew the lock files (maintainers)
    python3 dev.py sbom    write the software bill of materials that the wheel carries (maintainers)

Python packages go into `.venv`, each one checked against the hash in a lock file; the texts and checkers that
the tests use go into `tests/node_modules`. Where Debian's python3-venv, npm, chromium or default-jre-headless is
missing it is installed with apt-get. A second run installs nothing.
"""

# A program on the terminal: it prints, it runs the commands written here, and an older Python may be what runs it.
# ruff: noqa: S603, T201, UP036

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from ctypes.util import find_library
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TESTS = ROOT / "tests"
BROWSERS = ("chromium-headless-shell", "chromium")  # either does; the first starts three times as fast
PIP_TOOLS = "pip-tools==7.6.2"
LOCKS = {"use": ROOT / "requirements.lock", "development": ROOT / "requirements-dev.lock"}
LOCK_HEADER = "# Written by `python3 dev.py lock` from pyproject.toml.\n"


def main(arguments: list[str]) -> int:
    """Run one of the commands; the exit code is 0 where all went well."""
    commands = {"site": build_site, "test": run_tests, "prove": run_proofs, "lock": write_locks, "sbom": write_sbom}
    if sys.version_info < (3, 11):
        print(f"mujaz needs Python 3.11 or later; this is {sys.version.split()[0]}", file=sys.stderr)
        return 2
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    os.chdir(ROOT)
    try:
        return commands[arguments[0]](arguments[1:])
    except subprocess.CalledProcessError as problem:
        say(f"failed: {' '.join(map(str, problem.cmd))}")
        return 2


def build_site(options: list[str]) -> int:
    """Build the example site with `mujaz build`."""
    install_python_packages("use")
    return subprocess.run([VENV / "bin" / "mujaz", "build", *options], check=False).returncode


def run_tests(options: list[str]) -> int:
    """Run the linter, the formatter, the type checker and the tests; options go to pytest."""
    install_python_packages("development")
    install_test_packages()
    install_programs()
    failed = []
    for name, command in {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
        "pytest": ["pytest", "--numprocesses=auto", *options],
    }.items():
        say(name)
        if subprocess.run([PYTHON, "-m", *command], check=False).returncode != 0:
            failed.append(name)
    if failed:
        say(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def run_proofs(options: list[str]) -> int:
    """Run the proofs of the page on trust; options go to `tests/prove.py`: numbers of promises, `--short`."""
    install_python_packages("development")
    install_test_packages()
    install_programs()
    return subprocess.run([PYTHON, TESTS / "prove.py", *options], check=False).returncode


def install_python_packages(purpose: str) -> None:
    """Fill `.venv` with the locked packages and mujaz itself, unless it holds them."""
    state = digest(LOCKS[purpose], ROOT / "pyproject.toml") + sys.version
    stamps = {name: VENV / f".installed-for-{name}" for name in LOCKS}
    if PYTHON.exists() and stamps[purpose].exists() and stamps[purpose].read_text() == state:
        return
    make_environment()
    say(f"installing the Python packages for {purpose}")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    run(*pip, "--require-hashes", "--only-binary=:all:", "-r", LOCKS[purpose])
    run(*pip, "--no-build-isolation", "--editable", ".")
    stamps[purpose].write_text(state)
    if purpose == "development":
        # Its lock file holds the other one's packages as well.
        stamps["use"].write_text(digest(LOCKS["use"], ROOT / "pyproject.toml") + sys.version)


def make_environment() -> None:
    """Make `.venv`, or make it anew where it belongs to another Python or to another place."""
    marker = VENV / ".made-by"
    maker = f"{sys.version}\n{VENV}"
    if PYTHON.exists() and marker.exists() and marker.read_text() == maker:
        return
    try:
        import ensurepip  # noqa: F401  (Debian keeps it in a package of its own)
    except ImportError:
        install_debian_packages("python3-venv")
    say("making .venv")
    run(sys.executable, "-m", "venv", "--clear", VENV)
    marker.write_text(maker)


def install_test_packages() -> None:
    """Fill `tests/node_modules` with the locked packages, unless it holds them."""
    stamp = TESTS / "node_modules" / ".installed"
    state = digest(TESTS / "package-lock.json")
    if stamp.exists() and stamp.read_text() == state:
        return
    if shutil.which("npm") is None:
        install_debian_packages("npm")
    say("installing the texts and checkers that the tests use")
    run("npm", "ci", "--prefix", TESTS, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    stamp.write_text(state)


def install_programs() -> None:
    """Install the programs that the tests run, unless they are there."""
    there = {
        BROWSERS[0]: any(map(shutil.which, BROWSERS)),
        "libatomic1": find_library("atomic") is not None,  # for Playwright's own driver, which pip installs
        "default-jre-headless": shutil.which("java") is not None,  # for the Nu HTML checker
    }
    if missing := [name for name, found in there.items() if not found]:
        install_debian_packages(*missing)


def install_debian_packages(*names: str) -> None:
    """Install packages of the system, as root or with sudo."""
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    if shutil.which("apt-get") is None or (prefix and shutil.which("sudo") is None):
        sys.exit(f"dev.py: install these packages of your system, then run this again: {' '.join(names)}")
    say(f"installing from Debian: {' '.join(names)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    run(*apt, "update")
    run(*apt, "install", "--yes", "--no-install-recommends", *names, stdout=subprocess.DEVNULL)


def write_locks(options: list[str]) -> int:
    """Resolve pyproject.toml anew and write both lock files; options go to pip-compile, such as `--upgrade`."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    # `editables` is what hatchling asks for when it installs a project in place.
    use = [*project["build-system"]["requires"], "editables", *project["project"]["dependencies"]]
    development = [f"-c {LOCKS['use']}", *use, *project["dependency-groups"]["dev"]]
    with TemporaryDirectory() as folder:
        run(sys.executable, "-m", "venv", folder)
        run(f"{folder}/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PIP_TOOLS)
        for purpose, requirements in {"use": use, "development": development}.items():
            command = [f"{folder}/bin/pip-compile", "--quiet", "--generate-hashes", "--allow-unsafe", "--strip-extras"]
            command += ["--no-header", "--no-annotate", "--no-emit-options", "--no-emit-index-url"]
            command += ["--no-emit-find-links", "--no-emit-trusted-host", *options, "-o", str(LOCKS[purpose]), "-"]
            subprocess.run(command, input="\n".join(requirements), text=True, check=True)
            LOCKS[purpose].write_text(LOCK_HEADER + LOCKS[purpose].read_text().removeprefix(LOCK_HEADER))
    return 0


def write_sbom(options: list[str]) -> int:
    """List what is installed with mujaz and what lies in it of other projects, in CycloneDX; takes no options."""
    install_python_packages("development")
    run(PYTHON, ROOT / "release" / "sbom.py")
    return 0


def digest(*files: Path) -> str:
    """The SHA-256 of the files' bytes, one after the other."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest() + "\n"


def run(*command: str | Path, stdout: int | None = None) -> None:
    """Run a command to its end.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    subprocess.run(command, check=True, stdout=stdout)


def say(message: str) -> None:
    """Tell on standard error what goes on, with the time since the start."""
    print(f"[{time.monotonic() - STARTED:5.1f} s] {message}", file=sys.stderr, flush=True)


STARTED = time.monotonic()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
