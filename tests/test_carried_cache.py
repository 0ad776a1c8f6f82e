"""A cache that a code host carries from machine to machine: taken where this user left it so, and never otherwise."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mujaz
from mujaz.engine.cache.place import MOVES, SIGNATURE
from mujaz.engine.cache.store import FILE, Store


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the key of the user is, which is carried with the store."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(MOVES, "1")
    return tmp_path / "home"


def carried(tmp_path: Path) -> Path:
    """A store that somebody filled, in another place."""
    first = tmp_path / "first"
    first.mkdir()
    store = Store(first, "1")
    store.put_all("room", [("key", b"kept")])
    store.commit()
    store.close()
    shutil.copytree(first, tmp_path / "second")
    return tmp_path / "second"


def found(folder: Path) -> bytes | None:
    store = Store(folder, "1")
    try:
        return store.get("room", "key")
    finally:
        store.close()


def test_what_was_left_is_found_elsewhere_and_again_after_that(tmp_path: Path) -> None:
    folder = carried(tmp_path)
    assert found(folder) == b"kept"
    shutil.copytree(folder, tmp_path / "third")
    assert found(tmp_path / "third") == b"kept"


def test_nobody_who_does_not_say_so_takes_a_store_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = carried(tmp_path)
    monkeypatch.delenv(MOVES)
    assert found(folder) is None


def test_a_store_that_was_left_without_it_stays_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MOVES)
    folder = carried(tmp_path)
    monkeypatch.setenv(MOVES, "1")
    assert found(folder) is None


@pytest.mark.parametrize("place", [0, 30, 100, 4096, -1])
def test_a_changed_byte_makes_it_anothers(tmp_path: Path, place: int) -> None:
    folder = carried(tmp_path)
    content = bytearray((folder / FILE).read_bytes())
    content[place] ^= 1
    (folder / FILE).write_bytes(content)
    assert found(folder) is None


@pytest.mark.parametrize("signature", [b"", b"\n", b"x\ny", b"\n" + b"0" * 128])
def test_a_signature_of_somebody_else_is_none(tmp_path: Path, signature: bytes) -> None:
    folder = carried(tmp_path)
    (folder / SIGNATURE).write_bytes(signature)
    assert found(folder) is None


def test_with_another_key_it_is_anothers(tmp_path: Path, home: Path) -> None:
    folder = carried(tmp_path)
    (home / "mujaz" / "key").write_bytes(b"k" * 64)
    assert found(folder) is None


def installed(root: Path, second: int) -> Path:
    """A package as pip installs it at a time: its files, and then the record of them."""
    package = root / "mujaz"
    shutil.copytree(Path(mujaz.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    record = root / f"mujaz-{mujaz.__version__}.dist-info" / "RECORD"
    record.parent.mkdir()
    record.write_text("mujaz/__init__.py,sha256=x,1\n", encoding="utf-8")
    for path in (*(path for path in package.rglob("*") if path.is_file()), record):
        os.utime(path, (second, second))
    return package


def version(root: Path) -> str:
    program = "from mujaz.engine.cache.version import code_version as v; print(v(), end='')"
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True)
    return done.stdout


def test_the_same_mujaz_installed_again_is_the_same_code_until_somebody_changes_it(tmp_path: Path) -> None:
    root = tmp_path / "packages"
    installed(root, 1_700_000_000)
    first = version(root)
    shutil.rmtree(root)
    package = installed(root, 1_700_009_999)
    assert version(root) == first
    (package / "labels.py").touch()
    assert version(root) != first


def test_another_release_is_other_code(tmp_path: Path) -> None:
    root = tmp_path / "packages"
    package = installed(root, 1_700_000_000)
    first = version(root)
    record = package.parent / f"mujaz-{mujaz.__version__}.dist-info" / "RECORD"
    record.write_text("mujaz/__init__.py,sha256=y,1\n", encoding="utf-8")
    os.utime(record, (1_700_000_000, 1_700_000_000))
    assert version(root) != first
