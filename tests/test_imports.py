"""The architecture, held: imports point one way, files are touched at the edges only, modules say what they are for."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import mujaz

PACKAGE = Path(mujaz.__file__).parent
MODULES = sorted(path.relative_to(PACKAGE).with_suffix("").as_posix() for path in PACKAGE.rglob("*.py"))

# Lowest first. A module imports from its own room and from rooms of the lines above its own; rooms of one line do not
# know each other.
LAYERS = """
    text
    syntax      dates       history     markup
    model       report      pictures
    resolve     settings    labels      keynames
    rights      trace
    checks      document
    engine
    scaffold    search      review
    site        fmt
    editors
    server
    cli
    reference   __main__
"""
LEVEL = {room: level for level, line in enumerate(LAYERS.strip().splitlines()) for room in line.split()}

# The only rooms and modules that touch files, processes and the environment.
EDGES = (
    *(
        "engine/address",
        "engine/cache/",
        "engine/clock",
        "engine/generated",
        "engine/inventory",
        "engine/manifest",
        "engine/workspace",
    ),
    *("history/committing", "history/git", "site/", "editors/", "server/", "cli/", "reference"),
)
OUTSIDE = {"os", "pathlib", "shutil", "tempfile", "subprocess", "socket", "urllib.request", "glob", "sys"}
# The pipeline hands the path of a site on; git's names of files are bytes, which `os` decodes as it does elsewhere;
# with `-m` Python looks for modules in the working folder, which is undone before anything is imported.
EXCEPT = {("engine/pipeline", "pathlib"), ("history/commits", "os"), ("__main__", "sys"), ("__main__", "pathlib")}
# What would make two runs differ.
CHANGING = {"random", "secrets", "time", "uuid"}
# The key of what is kept, the age of a file that may still be written, and what a server says of itself while it runs:
# none shows in what a run gives. A feed's ids are UUIDs made of what they name.
UNSEEN = {
    ("document/feed", "uuid"),
    ("engine/cache/place", "secrets"),
    ("engine/cache/store", "secrets"),
    ("engine/inventory", "time"),
    ("server/desk", "secrets"),
    ("server/forms", "secrets"),
    ("server/guard", "secrets"),
    ("server/live", "secrets"),
    ("server/serve", "time"),
    ("server/polling", "time"),
}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))


def room(module: str) -> str:
    return module.split("/")[0]


def imported(module: str) -> Iterator[str]:
    """The names of all modules that a module imports, wherever in it."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(module: str) -> set[str]:
    """The modules of this package that a module imports."""
    paths = {name.removeprefix("mujaz.").replace(".", "/") for name in imported(module) if name.startswith("mujaz.")}
    return {path if path in MODULES else f"{path}/__init__" for path in paths} & set(MODULES)


def test_the_table_names_every_room() -> None:
    assert set(LEVEL) == {room(module) for module in MODULES} - {"__init__"}


def faults(check: Callable[[str], Collection[object]], modules: Iterable[str] = MODULES) -> dict[str, object]:
    """What a check finds, by the module: one test of all, since thousands cost more than what they look at."""
    return {module: found for module in modules if (found := check(module))}


def test_imports_point_downwards() -> None:
    def above(module: str) -> set[str]:
        others = {other for other in own(module) if room(other) not in (room(module), "__init__")}
        return {other for other in others if LEVEL[room(other)] >= LEVEL[room(module)]}

    assert faults(above) == {}


def test_no_modules_import_each_other_in_a_circle() -> None:
    order = list(TopologicalSorter({module: own(module) - {module} for module in MODULES}).static_order())
    assert sorted(order) == MODULES


def test_only_the_edges_read_and_write() -> None:
    def touching(module: str) -> set[str]:
        names = {name for name in imported(module) if name in OUTSIDE and (module, name) not in EXCEPT}
        calls = (node.func for node in ast.walk(tree(module)) if isinstance(node, ast.Call))
        return names | {
            call.id for call in calls if isinstance(call, ast.Name) and call.id in ("open", "print", "input")
        }

    assert faults(touching, (module for module in MODULES if not module.startswith(EDGES))) == {}


def test_nothing_depends_on_the_moment() -> None:
    def changing(module: str) -> set[str]:
        return {name for name in imported(module) if name in CHANGING and (module, name) not in UNSEEN}

    assert faults(changing, (module for module in MODULES if room(module) != "cli")) == {}


def test_only_the_verb_that_serves_loads_a_server() -> None:
    """What comes with it is slow to import."""
    libraries = {"starlette", "uvicorn", "watchfiles"}
    users = {module for module in MODULES if libraries & {name.partition(".")[0] for name in imported(module)}}
    assert {room(module) for module in users} == {"server"}
    users = {module for module in MODULES if any(room(other) == "server" for other in own(module))}
    assert {module for module in users if room(module) != "server"} == {"cli/serve"}


def test_a_module_says_what_it_is_for() -> None:
    first = {module: (ast.get_docstring(tree(module)) or "").partition("\n\n")[0].rstrip() for module in MODULES}
    assert [module for module, line in first.items() if not line.endswith((".", ":"))] == []


def test_a_module_compiles_no_pattern_when_it_is_imported() -> None:
    """Those of a module are `lazy_re` and `lazy_regex` of `mujaz.text.patterns`."""

    def calls(node: ast.AST) -> Iterator[ast.Call]:
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                if isinstance(child, ast.Call):
                    yield child
                yield from calls(child)

    def compiled(module: str) -> list[int]:
        named = ("re.compile", "regex.compile")
        return [call.lineno for call in calls(tree(module)) if ast.unparse(call.func) in named]

    assert faults(compiled) == {}


def test_what_catches_all_or_says_nothing_has_its_reason_beside_it() -> None:
    def without_reason(module: str) -> list[int]:
        lines = (PACKAGE / f"{module}.py").read_text(encoding="utf-8").splitlines()
        silent = [
            node.lineno
            for node in ast.walk(tree(module))
            if (isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"))
            or (isinstance(node, ast.ExceptHandler) and _catches_all(node) and not isinstance(node.body[-1], ast.Raise))
        ]
        return [line for line in silent if "#" not in lines[line - 1] and "#" not in lines[line - 2]]

    assert faults(without_reason) == {}


def _catches_all(handler: ast.ExceptHandler) -> bool:
    named = ast.unparse(handler.type).strip("()").split(", ") if handler.type is not None else ["Exception"]
    return not {"Exception", "BaseException"}.isdisjoint(named)
