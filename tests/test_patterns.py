"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from mujaz.text.patterns import lazy_re, lazy_regex

TEXT = "one, two, Three"
CALLS = {
    "match": ("one, two",),
    "fullmatch": ("one",),
    "search": (TEXT, 2),
    "finditer": (TEXT,),
    "findall": (TEXT,),
    "sub": (r"<\1>", TEXT),
    "subn": ("-", TEXT, 2),
    "split": (TEXT, 1),
}


def plain(found: object) -> object:
    """What a method gave, with matches as what can be compared."""
    if isinstance(found, str | list | tuple) or found is None:
        return found
    if hasattr(found, "span"):
        return found.span(), found.groups()
    return [(match.span(), match.groups()) for match in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", CALLS)
def test_a_lazy_pattern_does_what_the_pattern_does_first_and_later(name: str) -> None:
    compiled = re.compile("(t?[a-z]+)e", re.IGNORECASE)
    for lazy in (lazy_re(compiled.pattern, re.IGNORECASE), lazy_regex("(?i)" + compiled.pattern)):
        for _ in range(2):
            assert plain(getattr(lazy, name)(*CALLS[name])) == plain(getattr(compiled, name)(*CALLS[name]))


def test_it_has_the_attributes_of_the_pattern() -> None:
    lazy = lazy_re("(?P<word>a+)", re.ASCII)
    assert (lazy.pattern, lazy.groups, dict(lazy.groupindex), lazy.flags & re.ASCII) == (
        "(?P<word>a+)",
        1,
        {"word": 1},
        re.ASCII,
    )


def test_bytes_are_matched_by_a_pattern_of_bytes() -> None:
    assert lazy_re(rb"\d+").findall(b"1 22") == [b"1", b"22"]


def test_nothing_is_compiled_before_it_is_used() -> None:
    lazy = lazy_re("(")
    with pytest.raises(re.error):
        lazy.search("")


def test_compiling_is_done_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made, compile = list[str](), re.compile
    monkeypatch.setattr(
        re, "compile", lambda expression, flags=0: made.append(expression) or compile(expression, flags)
    )
    lazy = lazy_re("a")
    assert made == []
    for _ in range(3):
        lazy.search("a")
        lazy.sub("", "a")
    assert made == ["a"]


@pytest.mark.parametrize("verb", ["check", "build"])
def test_the_author_s_loop_begins_without_compiling_a_pattern(verb: str) -> None:
    """The verb is imported in a process of its own, in which to compile a lazy pattern is refused."""
    program = (
        "import mujaz.text.patterns as patterns\n"
        "def refuse(lazy, name): raise AssertionError(f'{lazy.pattern} is compiled at import')\n"
        "patterns._Lazy.__getattr__ = refuse\n"
        f"import mujaz.cli.{verb}\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
