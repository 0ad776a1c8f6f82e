"""Every node of the tree that holds text, with markup in each of its texts: no writer writes that as markup.

The nodes are made from the types of their fields, so that a kind of node that is added is tried by itself.
"""

from __future__ import annotations

import collections.abc
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from lxml import html
from markdown_it import MarkdownIt
from msgspec import Struct

from mujaz.document import tree
from mujaz.document.pages.items import Link, ProseWords, Reference, Words
from mujaz.document.writers.headings import Headings
from mujaz.document.writers.html import write_html
from mujaz.document.writers.markdown import write_markdown
from mujaz.labels import load_labels
from mujaz.markup.parse import parse_prose
from mujaz.model import Date

HOSTILE = '<img src=x onerror=y>"><b title=z>&'
# Strings that are no texts: the program makes them, and a test of its own refuses others.
MADE = {"id", "ids", "about", "role", "stamp", "direction", "language"}
KEPT: dict[Any, Any] = {
    ProseWords: ProseWords(parse_prose(HOSTILE.replace("<", r"\\<"))[0], "en"),
    Words: Words(HOSTILE, "en"),
    # The label is made of letters and digits of the interface: Markdown takes it for the name of a definition.
    Reference: Reference("claim", "C1", Words(HOSTILE, "en"), Link("en/briefs/x", "a")),
    Link: Link("en/briefs/x", "a"),
    tree.Inlines: (HOSTILE,),
    tree.Blocks: (tree.Paragraph((HOSTILE,)),),
    tree.Meaning: (("assessment", HOSTILE),),
}
PICTURES = (tree.Map, tree.TimeStrip, tree.Graph)
"""Their texts are tried with the pages of `test_html_rendering.py`: they need a geometry."""
KINDS = [kind for kind in (*get_args(tree.Inline), *get_args(tree.Block)) if kind not in (str, *PICTURES)]


def made(hint: Any, flag: bool, name: str = "") -> Any:
    """A value of a type with markup in all its texts; `flag` is each of its booleans."""
    for known, value in KEPT.items():
        if hint == known:
            return value
    origin, inner = get_origin(hint), get_args(hint)
    match hint:
        case _ if hint is str:
            return "en" if name == "language" else "place" if name in MADE else HOSTILE
        case _ if hint is bool:
            return flag
        case _ if hint is int:
            return 2
    if origin is Literal:
        return inner[0]
    if origin in (Union, types.UnionType):
        if Date in inner:
            return None
        return made(next(each for each in inner if each is not type(None)), flag, name)
    if origin is tuple:
        return (
            (made(inner[0], flag, name),) if inner[-1] is Ellipsis else tuple(made(each, flag, name) for each in inner)
        )
    if origin is dict:
        return {HOSTILE: made(inner[1], flag, name)}
    if origin is not None and issubclass(origin, collections.abc.Sequence):
        return (made(inner[0], flag, name),)
    if isinstance(hint, type) and issubclass(hint, Struct):
        hints = get_type_hints(hint)
        return hint(**{field: made(hints[field], flag, field) for field in hint.__struct_fields__})
    if isinstance(hint, type):
        return next(iter(hint))  # type: ignore[call-overload]
    raise TypeError(f"{hint} of {name}: say in KEPT what stands for it")


@pytest.mark.parametrize("flag", [True, False], ids=["with", "without"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_text_is_no_markup_in_any_node(kind: type[Struct], flag: bool) -> None:
    labels = load_labels("en")
    node = made(kind, flag)
    block = node if kind in get_args(tree.Block) else tree.Paragraph((node,))
    document = tree.Document("en/briefs/here", "en", {}, (block,))
    page = write_html(document, labels, Headings())
    markdown = write_markdown(document, labels).text.split("\n---\n", 1)[1]
    for content in (page.content, MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)):
        root = html.fragment_fromstring(content, create_parent="main")
        assert not root.xpath("//img | //*[@onerror] | //b"), content
        if "onerror" in repr(node):
            assert "onerror" in content, "the node holds a text that is not written"
    assert not [entry.title for entry in page.toc if "<" in entry.title]
