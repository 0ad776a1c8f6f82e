"""The table of stages: it is what the architecture page shows, and each kind of fact has its place in it."""

from __future__ import annotations

import inspect
import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from mujaz.engine import facts, stages
from mujaz.engine.cache.facts import Fact, FactOf, Keeping, Value
from mujaz.engine.cache.store import Store
from mujaz.engine.content import Content
from mujaz.engine.pipeline import generate
from mujaz.engine.stages import STAGES, Stage
from mujaz.syntax.diagnostics import Diagnostic
from site_edits import write_site

PAGE = Path(__file__).parents[1] / "docs/contributing/architecture.md"
ALL = [stage for of_phase in STAGES.values() for stage in of_phase]
KINDS = {name: kind for name, kind in vars(facts).items() if isinstance(kind, Fact | FactOf)}


def kinds_of(stage: Stage) -> str:
    """The kinds of facts of a stage, several with one beginning as one."""
    shown = [f"{kind.name.partition('/')[0]}/*" if "/" in kind.name else kind.name for kind in stage.keeps]
    return ", ".join(f"`{kind}`" for kind in dict.fromkeys(shown)) or "–"


def table() -> Iterator[str]:
    yield "| Phase | Stage | Items | Gives of each | Made by | Facts | Work in several processes |"
    yield "|---|---|---|---|---|---|---|"
    for phase, of_phase in STAGES.items():
        for stage in of_phase:
            items, said = (
                (inspect.getdoc(made) or "").partition("\n")[0].partition(":")[0].removesuffix(".")
                for made in (stage.items, stage.make)
            )
            made = f"`{stage.make.__module__.removeprefix('mujaz.engine.')}.{stage.make.__name__}`"
            cells = (phase.value, f"`{stage.name}`", items, said, made, kinds_of(stage), stage.work or "–")
            yield f"| {' | '.join(cells)} |"


def test_the_architecture_page_shows_the_table() -> None:
    before, _, rest = PAGE.read_text("utf-8").partition("<!-- stages -->\n")
    shown, _, after = rest.partition("<!-- end of stages -->\n")
    expected = "".join(f"{line}\n" for line in table())
    if os.environ.get("MUJAZ_UPDATE"):
        PAGE.write_text(f"{before}<!-- stages -->\n{expected}<!-- end of stages -->\n{after}", encoding="utf-8")
    else:
        assert shown == expected, "the table is another: MUJAZ_UPDATE=1 renews the page"


def test_no_two_stages_and_no_two_kinds_of_facts_have_one_name() -> None:
    assert len({stage.name for stage in ALL}) == len(ALL)
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_of_fact_has_its_type_and_a_stage_that_makes_it(name: str) -> None:
    assert facts.__annotations__[name].startswith(("Fact[", "FactOf["))
    makers = [stage.name for stage in ALL if any(kind is KINDS[name] for kind in stage.keeps)]
    assert makers or KINDS[name] is facts.FINDINGS, "no stage makes it"


def test_a_stage_goes_to_another_process_by_its_name() -> None:
    for stage in ALL:
        assert pickle.loads(pickle.dumps(stage.make)) is stage.make


def run_with(stage: Stage, root: Path, patched: pytest.MonkeyPatch) -> None:
    """Generate a small site with a stage in the place of the one of its name."""
    write_site(root)
    table = {phase: tuple(stage if old.name == stage.name else old for old in row) for phase, row in STAGES.items()}
    patched.setattr(stages, "STAGES", table)
    patched.setitem(stages._BY_NAME, stage.name, stage)
    store = Store(None)
    try:
        generate(root, store=store)
    finally:
        store.close()


def named(name: str) -> Stage:
    return next(stage for stage in ALL if stage.name == name)


def test_a_fact_that_a_stage_does_not_declare_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(content: Content, item: str) -> Iterator[Value | Diagnostic]:
        yield Value("other", f"other/{item}", 1, Keeping.PLAIN)

    stage = Stage("twins", named("twins").items, make, named("twins").keeps)
    with pytest.raises(AssertionError, match="twins does not declare that it keeps other"):
        run_with(stage, tmp_path / "site", monkeypatch)


@pytest.mark.parametrize("name", [stage.name for stage in ALL if stage.name in ("decode", "relate", "pages")])
def test_a_stage_that_raises_is_named_with_its_item(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(content: Content, item: str) -> Iterator[Value | Diagnostic]:
        yield from ()
        raise ZeroDivisionError("put in")

    stage = Stage(name, named(name).items, make, work=named(name).work)
    with pytest.raises(ZeroDivisionError) as raised:
        run_with(stage, tmp_path / "site", monkeypatch)
    assert any(note.startswith(f"in the stage {name}, while it made ") for note in raised.value.__notes__)


def test_what_is_made_once_for_all_is_not_noted(tmp_path: Path) -> None:
    write_site(tmp_path / "site")
    store = Store(None)
    guards = generate(tmp_path / "site", store=store).guards
    assert guards is not None
    content, reads = guards.content, []
    twice = [content.once(_aliases) for _ in range(2)]
    assert twice[0] is twice[1]

    def probe(_: str) -> Iterator[Value]:
        yield facts.TYPES(content.types[: content.once(_count_aliases)])
        reads.extend(content.memo._reads or ())

    content.memo.stage("probe", {"all": b""}, probe)
    assert reads == ["types"]
    store.close()


def _aliases(content: Content) -> object:
    return list(facts.ALIASES.read(content.memo))


def _count_aliases(content: Content) -> int:
    return len(facts.ALIASES.read(content.memo))
