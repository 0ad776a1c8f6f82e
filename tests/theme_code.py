"""Has the code of the theme's templates made once: to compile and list them takes MkDocs most of a small site's build.

Jinja takes the code of a template only for the very same file and source.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from mkdocs.theme import Theme


class _WithoutIcons(FileSystemLoader):
    """Lists no file of a hidden folder at the top, as MkDocs would drop it: Material has ten thousand icons there."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in map(Path, self.searchpath):
            for folder, folders, files in os.walk(top, followlinks=self.followlinks):
                if Path(folder) == top:
                    folders[:] = [name for name in folders if not name.startswith(".")]
                found.update((Path(folder) / name).relative_to(top).as_posix() for name in files)
        return sorted(found)


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Within the block the code is read from a folder, and kept there."""
    folder.mkdir(exist_ok=True)
    made_by_mkdocs = Theme.get_env

    def get_env(theme: Theme) -> Environment:
        environment = made_by_mkdocs(theme)
        environment.loader = _WithoutIcons(theme.dirs)
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))
        return environment

    with patch.object(Theme, "get_env", get_env):
        yield
