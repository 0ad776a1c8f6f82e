"""Regular expressions that are compiled when they are first used.

To compile all of them takes longer than most runs, which use few.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, AnyStr, Final, cast

if TYPE_CHECKING:
    import regex

_METHODS: Final = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")


class _Lazy:
    """Stands in for a pattern; its methods are those of the compiled one from the first look at any of them."""

    __slots__ = (*_METHODS, "_compile", "pattern")

    def __init__(self, expression: str | bytes, compile: Callable[[], Any]) -> None:
        self.pattern = expression
        self._compile = compile

    def __getattr__(self, name: str) -> Any:
        """What is in no slot yet: compile, and fill them, so that later calls cost what a pattern's cost."""
        compiled = self._compile()
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy_re(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern of the module `re`, compiled when one of its methods is first called.

    A fault of the expression is raised then, too, as `re.error`. Functions of `re` do not take it for a pattern, and a
    match has the compiled one as its `re`.
    """
    return cast("re.Pattern[AnyStr]", _Lazy(expression, lambda: re.compile(expression, flags)))


def lazy_regex(expression: str) -> regex.Pattern[str]:
    """A pattern of the module `regex`, likewise; it is not even imported before."""

    def compile() -> regex.Pattern[str]:
        import regex

        return regex.compile(expression)

    return cast("regex.Pattern[str]", _Lazy(expression, compile))
