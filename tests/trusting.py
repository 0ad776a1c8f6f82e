"""Tests that are about something else agree to what their sites bring, as somebody does who answers the question."""

from __future__ import annotations

from pathlib import Path

from mujaz.site.trust import agree, untrusted


def agreed(root: Path) -> Path:
    """A site after its user agreed to the code that it brings, if it brings any."""
    code, _ = untrusted(root)
    if code is not None:
        agree(root, code)
    return root
