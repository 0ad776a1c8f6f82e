"""Tests that are about something else agree to what their sites bring, as somebody does who answers the question."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mujaz.site import trust
from mujaz.site.trust import agree, untrusted


def agreed(root: Path) -> Path:
    """A site after its user agreed to the code that it brings, if it brings any."""
    code, _ = untrusted(root)
    if code is not None:
        agree(root, code)
    return root


@contextmanager
def new_user(folder: Path) -> Iterator[None]:
    """A user who has agreed to nothing so far, whose state is kept in a folder."""
    before = os.environ.get("XDG_STATE_HOME")
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    trust._agreed.clear()
    try:
        yield
    finally:
        trust._agreed.clear()
        os.environ.pop("XDG_STATE_HOME")
        if before is not None:
            os.environ["XDG_STATE_HOME"] = before
