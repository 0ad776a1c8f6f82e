"""Output safety: untrusted text and analysts' prose as Markdown that shows exactly what was written."""

from mujaz.markup.bidi import Direction, Run, direction_of, isolate
from mujaz.markup.frontmatter import yaml_string
from mujaz.markup.literal import attr, literal, literal_block
from mujaz.markup.md import Md, indent, join_md
from mujaz.markup.parse import parse_prose
from mujaz.markup.prose import Fault, Node, Prose, plain_text, references
from mujaz.markup.render import render_prose
from mujaz.markup.templates import MarkdownEnvironment

__all__ = [
    "Direction",
    "Fault",
    "MarkdownEnvironment",
    "Md",
    "Node",
    "Prose",
    "Run",
    "attr",
    "direction_of",
    "indent",
    "isolate",
    "join_md",
    "literal",
    "literal_block",
    "parse_prose",
    "plain_text",
    "references",
    "render_prose",
    "yaml_string",
]
