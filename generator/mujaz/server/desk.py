"""Serves the review desk, to the browser that opens the address which is printed, until Ctrl-C."""

from __future__ import annotations

import secrets
import threading

import click
from starlette.types import ASGIApp

from mujaz.server.editing import DeskSettings, Editing
from mujaz.server.guard import application
from mujaz.server.listen import Listener
from mujaz.server.visitors import Visitors


def serve_desk(settings: DeskSettings, addr: str) -> None:
    """Serve the desk of a site.

    Args:
        settings: of the desk.
        addr: host and port to listen on, such as `127.0.0.1:8000`, of this machine.

    Raises:
        ListenError: the address cannot be listened on.
    """
    token = secrets.token_urlsafe(32)
    listener = Listener(addr)
    try:
        with listener.running(desk(listener, settings, token)):
            click.echo(f"the review desk is at http://{listener.host}:{listener.port}/?token={token}; Ctrl-C ends this")
            threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("mujaz: ended", err=True)


def desk(listener: Listener, settings: DeskSettings, token: str) -> ASGIApp:
    """The application of a desk, for those who may ask its listener and bring the token."""
    return application(Editing(settings).routes(), Visitors(listener.host, listener.port), token)
