"""Serves the site while it is being written: MkDocs' own server, with our plugin in it."""

from __future__ import annotations

import logging
import os
from pathlib import Path


def serve(root: Path, addr: str = "127.0.0.1:8000") -> None:
    """Build into a temporary folder, serve it, and build again when a seed, a brief or a page changes, until Ctrl-C.

    Args:
        root: the folder that holds `mkdocs.yml`.
        addr: host and port to listen on, such as `127.0.0.1:8000`.

    Raises:
        SystemExit: MkDocs cannot read `mkdocs.yml`, or the first build fails.
        OSError: the address cannot be listened on.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands import serve as mkdocs_serve  # late: MkDocs takes a third of a second to import

    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    try:
        mkdocs_serve.serve(str(root / "mkdocs.yml"), dev_addr=addr)
    finally:
        logger.removeHandler(handler)
