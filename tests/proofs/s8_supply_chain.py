"""S8: what mujaz is made of is known: locked by hash, listed with its licence, audited, and as where it came from."""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from mujaz.engine.workspace import write_files
from mujaz.scaffold.init import plan_site
from proof import Proof, Run

_ROOT = Path(__file__).resolve().parents[2]
_NODE = _ROOT / "tests" / "node_modules"
_LOCKS = ("requirements.lock", "requirements-dev.lock")
_PIPELINE = re.compile(r"\.github/workflows/.*|\.gitlab-ci\.yml")
_DANGEROUS = """\
name: x
on: pull_request_target
jobs:
  x:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.event.pull_request.title }}
"""


def _sbom() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release_sbom", _ROOT / "release" / "sbom.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _program(name: str, *arguments: str, cwd: Path = _ROOT) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / name), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8")


def _requirements(lock: str) -> Iterator[tuple[str, str]]:
    """Each requirement of a lock file with what stands behind it."""
    entries = re.split(r"\n(?=\S)", (_ROOT / lock).read_text(encoding="utf-8").strip())
    for entry in entries:
        if not entry.startswith("#"):
            first, _, rest = entry.partition("\n")
            yield first, rest


# Locked.


def _prove_locks(run: Run) -> None:
    installer = (_ROOT / "dev.py").read_text(encoding="utf-8")
    with run.attempt("dev.py installs packages with hashes only, and runs no code of them"):
        assert '"--require-hashes", "--only-binary=:all:"' in installer
        assert '"npm", "ci"' in installer
        assert '"--ignore-scripts"' in installer
    for lock in _LOCKS:
        for first, rest in _requirements(lock):
            with run.attempt(f"{lock}: {first}"):
                assert re.fullmatch(r"[\w.-]+==\S+ \\", first), "no exact version"
                hashes = re.findall(r"--hash=(\w+):([0-9a-f]+)", rest)
                assert hashes, "no hash"
                assert {kind for kind, _ in hashes} == {"sha256"}
    packages = json.loads((_ROOT / "tests/package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, package in packages.items():
        if name:
            with run.attempt(f"package-lock.json: {name}"):
                assert package["integrity"].startswith("sha512-")


# Listed.


def _components(bill: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for component in bill["components"]:
        yield component
        yield from component.get("components", ())


def _prove_bill(run: Run) -> None:
    sbom = _sbom()
    text = sbom.FILE.read_text(encoding="utf-8")
    with run.attempt("the bill of materials is that of the lock file"):
        assert text == sbom.bill(), "run `python3 dev.py sbom`"
    with run.attempt("it follows the schema of CycloneDX, strictly"):
        assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    with run.attempt("the schema finds a fault"):
        assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text.replace('"library"', '"a library"', 1))
    listed = {(each.get("purl") or each["name"]): each for each in _components(json.loads(text))}
    for first, _ in _requirements("requirements.lock"):
        name, _, version = first.removesuffix(" \\").partition("==")
        with run.attempt(f"the bill lists {name}"):
            assert f"pkg:pypi/{name}@{version}" in listed
    for package in sbom.packages():
        for file in package["files"]:
            path = sbom.path_of(package, file).relative_to(_ROOT).as_posix()
            with run.attempt(f"the bill lists {path}"):
                assert listed[path]["version"] == package["version"]
                assert listed[path]["licenses"] == [{"license": {"id": package["licence"]}}]
    if run.whole:
        with run.attempt("the wheel carries it"):
            isolated = ("--no-deps", "--no-build-isolation", "--quiet", "--disable-pip-version-check")
            made = _program("pip", "wheel", *isolated, "--wheel-dir", str(run.folder), str(_ROOT))
            assert made.returncode == 0, made.stderr
            (wheel,) = run.folder.glob("mujaz-*.whl")
            with zipfile.ZipFile(wheel) as archive:
                (name,) = (name for name in archive.namelist() if ".dist-info/sboms/" in name)
                assert archive.read(name).decode() == text


# As it came.


def _is_cut_from(font: Path, known: Collection[Path]) -> bool:
    """Whether a font that `release/fonts.py` made lies beside the one that it is a part of."""
    whole = font.with_name(font.name.replace("-core", ""))
    return whole in known and font.stat().st_size < whole.stat().st_size


def _prove_vendored(run: Run) -> None:
    sbom = _sbom()
    known = set()
    for package in sbom.packages():
        folder = _ROOT / package["folder"]
        with run.attempt(f"{package['name']}: its version and licence stand beside it"):
            versions = (folder / "VERSIONS.txt").read_text(encoding="utf-8")
            assert re.search(rf"{re.escape(package['name'])} +{re.escape(package['version'])} ", versions)
            assert len((folder / package["licence_file"]).read_text(encoding="utf-8")) > 500
        installed = _NODE / package["name"]
        if installed.is_dir():
            with run.attempt(f"{package['name']}: its version and licence are those of the registry"):
                told = json.loads((installed / "package.json").read_text(encoding="utf-8"))
                assert (told["version"], told["license"]) == (package["version"], package["licence"])
                assert (folder / package["licence_file"]).read_bytes() == (installed / "LICENSE").read_bytes()
        for file in package["files"]:
            path = sbom.path_of(package, file)
            known.add(path)
            if installed.is_dir():
                with run.attempt(f"{path.name} is as in the registry"):
                    content = path.read_bytes()
                    content = gzip.decompress(content) if path.suffix == ".gz" else content
                    assert content == (installed / file).read_bytes()
    drawn = ("touch-icon.png", "icon-192.png", "icon-512.png")  # the logo, drawn for this site
    known.update(_ROOT / "generator/mujaz/theme/assets/mujaz" / name for name in drawn)
    fonts = _ROOT / "generator/mujaz/theme/assets/mujaz/fonts"
    known.update(path for path in fonts.glob("*-core.woff2") if _is_cut_from(path, known))
    for path in sorted((_ROOT / "generator").rglob("*")):
        if path.is_file() and path.suffix not in (".pyc", ".py") and b"\0" in path.read_bytes():
            with run.attempt(f"{path.relative_to(_ROOT)} is listed"):
                assert path in known


# Audited.


def _audited(folder: Path) -> list[Any]:
    told = _program("zizmor", "--offline", "--no-progress", "--persona=auditor", "--format=json", ".", cwd=folder)
    found: list[Any] = json.loads(told.stdout)
    return found


def _prove_pipelines(run: Run) -> None:
    site = run.folder / "site"
    site.mkdir()
    files = {path: text for path, text in plan_site("x").files.items() if _PIPELINE.fullmatch(path)}
    write_files(site, files, replace=False)
    found = _audited(site)
    for path in files:
        with run.attempt(f"zizmor on {path}"):
            assert [each["ident"] for each in found if path in json.dumps(each)] == []
    with run.attempt("zizmor on all pipelines together"):
        assert found == []
    with run.attempt("zizmor finds what is planted"):
        (site / ".github/workflows/check.yml").write_text(_DANGEROUS, encoding="utf-8")
        assert {"dangerous-triggers", "template-injection", "unpinned-uses"} <= {
            each["ident"] for each in _audited(site)
        }


def _prove_no_vulnerability(run: Run) -> None:
    """Ask for known vulnerabilities; a package that no service knows was not asked about, and is not counted."""
    for lock in _LOCKS:
        options = ("--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json")
        told = _program("pip-audit", "-r", lock, *options)
        try:
            packages = json.loads(told.stdout)["dependencies"]
        except ValueError:  # no service answered
            packages = []
        tried = [package for package in packages if "skip_reason" not in package]
        run.count(
            f"pip-audit on {lock}",
            len(tried),
            [f"{package['name']}: {vuln['id']}" for package in tried for vuln in package["vulns"]],
        )
        if not tried:
            print(f"    not tried: pip-audit on {lock}, since no service that knows the packages answered")  # noqa: T201


def _prove(run: Run) -> None:
    _prove_locks(run)
    _prove_bill(run)
    _prove_vendored(run)
    _prove_pipelines(run)
    if run.whole:
        _prove_no_vulnerability(run)


PROOF = Proof(
    "S8",
    "What mujaz is made of is locked by hash, listed in the wheel with version and licence, and as its registry has it",
    "each line of the lock files; the CycloneDX bill of materials against its schema and the lock file; each file of "
    "others against its package; zizmor on each pipeline that `init` writes; pip-audit where a service answers",
    _prove,
)
