"""What each sentence of a brief's summary and key points rests on, and the evidence that none of them uses."""

from mujaz.trace.coverage import Coverage, Evidence, Sentence, coverage, untraced
from mujaz.trace.report import as_data, as_text, shortfalls
from mujaz.trace.unused import Unused, unused

__all__ = [
    "Coverage",
    "Evidence",
    "Sentence",
    "Unused",
    "as_data",
    "as_text",
    "coverage",
    "shortfalls",
    "untraced",
    "unused",
]
