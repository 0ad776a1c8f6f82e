"""The tables of the analysis: which characters, affixes and small words search treats how."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from mujaz.text.proclitics import GLUED


@cache
def tables() -> dict[str, Any]:
    """The tables as they stand in `tables.json`, with the proclitics that names know (`text.proclitics`).

    Every index carries them: JavaScript reads queries by the same tables as the pages were read.
    """
    text = (resources.files("mujaz.search") / "tables.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    loaded["words"]["glued"] = "|".join(sorted(filter(None, GLUED), key=lambda proclitic: (-len(proclitic), proclitic)))
    return loaded
