"""Writes the software bill of materials of mujaz, in CycloneDX 1.6, that each wheel carries (PEP 770).

It lists what `requirements.lock` installs, which has the hashes, and the files of other projects that lie here
(`vendored.toml`). It holds no time, so that the same inputs give the same bytes. `python3 dev.py sbom` runs it.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENDORED = ROOT / "release" / "vendored.toml"
FILE = ROOT / "release" / "mujaz.cdx.json"

_LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)", re.MULTILINE)


def bill() -> str:
    """The bill of materials, as the text of its file."""
    version = re.search(r'__version__ = "(.+)"', (ROOT / "generator/mujaz/__init__.py").read_text(encoding="utf-8"))
    assert version is not None
    bom = Bom()
    itself = Component(
        name="mujaz",
        version=version[1],
        type=ComponentType.APPLICATION,
        bom_ref="mujaz",
        purl=PackageURL("pypi", None, "mujaz", version[1]),
        licenses=[DisjunctiveLicense(id="Apache-2.0")],
    )
    bom.metadata.component = itself
    bom.metadata.timestamp = None  # type: ignore[assignment]  # the form does not ask for one
    parts = [*locked(LOCK.read_text(encoding="utf-8")), *vendored()]
    bom.components.update(parts)
    bom.register_dependency(itself, parts)
    named = "\n".join(sorted(f"{part.bom_ref.value} {part.purl}" for part in parts))
    bom.serial_number = uuid5(NAMESPACE_URL, f"mujaz {version[1]}\n{named}")
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def locked(lock: str) -> Iterator[Component]:
    """The packages of a lock file."""
    for match in _LOCKED.finditer(lock):
        name, version = match["name"], match["version"]
        yield Component(
            name=name,
            version=version,
            type=ComponentType.LIBRARY,
            bom_ref=f"{name}=={version}",
            scope=ComponentScope.REQUIRED,
            purl=PackageURL("pypi", None, name, version),
        )


def packages() -> list[dict[str, Any]]:
    """The packages of which files lie in the repository."""
    found: list[dict[str, Any]] = tomllib.loads(VENDORED.read_text(encoding="utf-8"))["package"]
    return found


def path_of(package: dict[str, Any], file: str) -> Path:
    """Where a file of a package lies; with `.gz` behind its name it is compressed."""
    plain = ROOT / package["folder"] / Path(file).name
    return plain if plain.exists() else plain.with_name(plain.name + ".gz")


def vendored() -> Iterator[Component]:
    """The files of other projects, below the package that they are from."""
    for package in packages():
        group, _, name = package["name"].rpartition("/")
        reference = f"{package['name']}@{package['version']}"
        files = [
            Component(
                name=path_of(package, file).relative_to(ROOT).as_posix(),
                version=package["version"],
                type=ComponentType.FILE,
                bom_ref=f"{reference}/{file}",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=_sha256(path_of(package, file)))],
                licenses=[DisjunctiveLicense(id=package["licence"])],
            )
            for file in package["files"]
        ]
        yield Component(
            name=name,
            group=group or None,
            version=package["version"],
            type=ComponentType.LIBRARY,
            bom_ref=reference,
            scope=ComponentScope.REQUIRED,
            purl=PackageURL("npm", group or None, name, package["version"]),
            licenses=[DisjunctiveLicense(id=package["licence"])],
            properties=[Property(name="mujaz:licence-file", value=f"{package['folder']}/{package['licence_file']}")],
            components=files,
        )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    FILE.write_text(bill(), encoding="utf-8", newline="\n")
