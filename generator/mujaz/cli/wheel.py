"""mujaz itself, as a desk carries it: a wheel of the mujaz that runs, and all that is below it by version and hash.

No index is asked for a package of this name: whoever registered one would run code at every desk. The wheel is a plain
archive (binary distribution format, PyPA specifications), and the same for the same files.
"""

from __future__ import annotations

import base64
import hashlib
import io
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

from mujaz import __version__
from mujaz.cli.common import Refusal
from mujaz.scaffold.init import PACKAGES

_LOCK = "requirements.lock"
_INFO = f"mujaz-{__version__}.dist-info"
_MADE = (1980, 1, 1, 0, 0, 0)
"""The day that all files of the archive bear: the first that the format knows."""


def carried() -> dict[str, str | bytes]:
    """What a desk has of mujaz, by path: the wheel, and what pip is to install, all of it by its hash.

    Raises:
        Refusal: this mujaz does not know of itself what a wheel says.
    """
    name, content = _wheel()
    locked = "".join(line for line in _lock().splitlines(keepends=True) if not line.startswith("#"))
    head = "# What the pipelines install; `mujaz init --upgrade` writes it anew. Paths are relative to this folder.\n"
    own = f"./{PACKAGES}/{name} \\\n    --hash=sha256:{hashlib.sha256(content).hexdigest()}\n"
    return {f"{PACKAGES}/{name}": content, "requirements.txt": f"{head}{own}{locked}"}


def _wheel() -> tuple[str, bytes]:
    """The name of the wheel, and what is in it."""
    files = dict(_package(resources.files("mujaz"), "mujaz/"))
    files.setdefault(f"mujaz/{_LOCK}", _lock().encode())
    files[f"{_INFO}/METADATA"], files[f"{_INFO}/entry_points.txt"] = _metadata()
    files[f"{_INFO}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: mujaz\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = f"{_INFO}/RECORD"
    lines = [f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in sorted(files.items())]
    files[record] = "".join([*lines, f"{record},,\n"]).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _MADE)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED)
    return f"mujaz-{__version__}-py3-none-any.whl", stream.getvalue()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def _package(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _package(entry, f"{prefix}{entry.name}/")
        elif not entry.name.endswith(".pyc"):
            yield f"{prefix}{entry.name}", entry.read_bytes()


def _checkout() -> Path | None:
    """The repository that this mujaz runs from; None where it is installed."""
    root = Path(str(resources.files("mujaz"))).parent.parent
    return root if (root / "pyproject.toml").is_file() and (root / _LOCK).is_file() else None


def _lock() -> str:
    root = _checkout()
    shipped = resources.files("mujaz") / _LOCK
    if root is not None:
        return (root / _LOCK).read_text(encoding="utf-8")
    if shipped.is_file():
        return shipped.read_text(encoding="utf-8")
    raise Refusal("this mujaz does not know what is below it", "install it from a wheel, or run it from a checkout")


def _metadata() -> tuple[bytes, bytes]:
    """What the wheel says of mujaz, and the programs and plugins that it brings."""
    root = _checkout()
    if root is None:
        try:
            installed = metadata.distribution("mujaz")
        except metadata.PackageNotFoundError:
            installed = None
        told = [installed.read_text(name) if installed else None for name in ("METADATA", "entry_points.txt")]
        if not told[0] or not told[1]:
            raise Refusal("this mujaz does not know its own version", "install it from a wheel")
        return told[0].encode(), told[1].encode()
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [
        "Metadata-Version: 2.4",
        "Name: mujaz",
        f"Version: {__version__}",
        f"Summary: {project['description']}",
        f"License-Expression: {project['license']}",
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {each.partition(' #')[0]}" for each in project["dependencies"]),
    ]
    for extra, needed in project.get("optional-dependencies", {}).items():
        lines += [f"Provides-Extra: {extra}", *(f"Requires-Dist: {each}; extra == '{extra}'" for each in needed)]
    groups = {"console_scripts": project["scripts"], **project.get("entry-points", {})}
    entries = [
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in of.items()) for group, of in groups.items()
    ]
    return "\n".join([*lines, ""]).encode(), "\n".join(entries).encode()
