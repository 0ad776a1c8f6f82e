"""The plugin calls the pipeline when its input changed, and never stands in the way of a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from mujaz.engine.pipeline import GenerateResult
from mujaz.site.plugin import MujazPlugin
from mujaz.syntax import rules
from mujaz.syntax.source import Source, Span

Plugin = tuple[MujazPlugin, MkDocsConfig, list[Path]]


def result(*rule_names: str) -> GenerateResult:
    place = Span(Source("briefs/one.yml", "language: ar\n"), 0, 8)
    return GenerateResult(tuple(rules.RULES[name].at(place, "message", "help") for name in rule_names), None)


@pytest.fixture
def plugin(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Plugin]:
    """A plugin as MkDocs sets it up, over a pipeline that finds what a test says; and the list of its runs."""
    (root / "briefs").mkdir()
    (root / "briefs" / "one.yml").write_text("language: ar\n")

    def make(command: str, *rule_names: str) -> Plugin:
        runs: list[Path] = []

        def generate(folder: Path, **_: object) -> GenerateResult:
            runs.append(folder)
            return result(*rule_names)

        monkeypatch.setattr("mujaz.engine.pipeline.generate", generate)
        config = load_config(str(root / "mkdocs.yml"))
        made = MujazPlugin()
        assert made.load_config({}) == ([], [])
        made.on_startup(command=command, dirty=False)  # type: ignore[arg-type]
        return made, config, runs

    return make


def test_pages_are_written_again_only_after_a_change(plugin: Callable[..., Plugin], root: Path) -> None:
    made, config, runs = plugin("serve")
    made.on_pre_build(config=config)
    made.on_pre_build(config=config)
    assert runs == [root]
    (root / "briefs" / "one.yml").write_text("language: en \n")
    made.on_pre_build(config=config)
    (root / "briefs" / "two.yml").write_text("")
    made.on_pre_build(config=config)
    assert runs == [root] * 3


def test_an_error_ends_a_build(plugin: Callable[..., Plugin], capsys: pytest.CaptureFixture[str]) -> None:
    made, config, _ = plugin("build", "unknown-key", "lost-quote")
    with pytest.raises(Abort, match="2 errors"):
        made.on_pre_build(config=config)
    assert "briefs/one.yml:1:1" in capsys.readouterr().err


def test_an_error_does_not_end_a_server(plugin: Callable[..., Plugin], capsys: pytest.CaptureFixture[str]) -> None:
    made, config, runs = plugin("serve", "unknown-key")
    made.on_pre_build(config=config)
    assert len(runs) == 1
    assert "unknown-key" in capsys.readouterr().err


def test_a_warning_counts_in_a_strict_build(
    plugin: Callable[..., Plugin], caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    made, config, _ = plugin("build", "ambiguous-mention")
    made.on_pre_build(config=config)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "ambiguous-mention" in capsys.readouterr().err


def test_a_build_of_mujaz_writes_no_pages_again(plugin: Callable[..., Plugin]) -> None:
    made, config, runs = plugin("build", "unknown-key")
    made.config.generate = False
    made.on_pre_build(config=config)
    assert runs == []


class Server:
    """What the plugin uses of MkDocs' server."""

    def __init__(self, docs: str) -> None:
        self.watched = {docs: True}

    def watch(self, path: str, *, recursive: bool = True) -> None:
        self.watched[path] = recursive

    def unwatch(self, path: str) -> None:
        del self.watched[path]


def test_a_server_watches_the_input_and_not_what_is_written_from_it(plugin: Callable[..., Plugin], root: Path) -> None:
    (root / "docs" / "tutorial").mkdir()
    made, config, _ = plugin("serve")
    server = Server(config.docs_dir)
    made.on_serve(server, config=config, builder=lambda: None)  # type: ignore[arg-type]
    assert server.watched == {
        str(root / "briefs"): True,
        str(root / "docs"): False,
        str(root / "docs" / "tutorial"): True,
    }
