"""Output safety: untrusted text and analysts' prose as Markdown and HTML that show exactly what was written.

The parser of prose and the environments of templates stand in their own modules: what they are built on takes long to
import, and a run that reads no prose or renders no page needs neither.
"""

from mujaz.markup.bidi import Direction, Run, direction_of, isolate
from mujaz.markup.frontmatter import yaml_string
from mujaz.markup.literal import attr, literal
from mujaz.markup.md import Md, indent
from mujaz.markup.prose import Fault, Node, Prose, plain_text, references
from mujaz.markup.render import render_prose

__all__ = [
    "Direction",
    "Fault",
    "Md",
    "Node",
    "Prose",
    "Run",
    "attr",
    "direction_of",
    "indent",
    "isolate",
    "literal",
    "plain_text",
    "references",
    "render_prose",
    "yaml_string",
]
