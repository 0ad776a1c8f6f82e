"""`mujaz serve`: the site in a browser, built again when its content changes."""

from __future__ import annotations

import re
from pathlib import Path

import click

from mujaz.cli.common import Refusal, site_option
from mujaz.site.serve import serve


@click.command("serve")
@site_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port to listen on.")
def verb(root: Path, address: str) -> None:
    """Show the site while it is being written: it follows every change, until Ctrl-C."""
    if not re.fullmatch(r"\S+:\d{1,5}", address):
        raise Refusal(f"`{address}` is not a host and a port", "such as 127.0.0.1:8000")
    try:
        serve(root, address)
    except OSError as problem:
        help = "another server may be running there: name another port with --address"
        raise Refusal(f"cannot listen on {address}: {(problem.strerror or str(problem)).lower()}", help) from None
