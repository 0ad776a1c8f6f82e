"""Serves the site while it is being written: builds again after each change, and tells the terminal and the pages."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable, Collection
from pathlib import Path
from urllib.parse import urlsplit

import click
from msgspec import Struct
from msgspec.structs import replace
from starlette.types import ASGIApp

from mujaz.engine.pipeline import load_config
from mujaz.report import text
from mujaz.server import files, live
from mujaz.server.guard import application
from mujaz.server.listen import Listener
from mujaz.server.live import Live, News, news_of
from mujaz.server.visitors import Visitors
from mujaz.server.watch import Watcher
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.text.visible import visible

STAYS = "the last good page stays"


class Rebuilt(Struct, frozen=True):
    """What a rebuild gave.

    Attributes:
        site: the folder of the new site; None where the last one was left in its place.
        diagnostics: what was found, in order.
        redone: what was done, in few words, such as `3 pages written, 1 deleted`.
        seconds: how long it took; `serve` measures it.
    """

    site: Path | None
    diagnostics: tuple[Diagnostic, ...]
    redone: str
    seconds: float = 0.0


def _print(findings: tuple[Diagnostic, ...]) -> None:
    if findings:
        click.echo(text.render(findings) + "\n")


def serve(
    root: Path,
    addr: str,
    rebuild: Callable[[], Rebuilt],
    report: Callable[[tuple[Diagnostic, ...]], None] = _print,
    names: Collection[str] = (),
) -> None:
    """Serve a site, and build it at once and after each change of what it is made from, until Ctrl-C.

    Builds run one after the other, in the thread that calls. Changes during one lead to one more.

    Args:
        root: the folder that holds `mkdocs.yml`, absolute.
        addr: host and port to listen on, such as `127.0.0.1:8000`.
        rebuild: brings the site up to date; what it raises is shown, and ends nothing.
        report: prints findings.
        names: by which browsers may call the server, besides those that are its own.

    Raises:
        ListenError: the address cannot be listened on.
    """
    base = "/" + urlsplit(load_config(root)[0].site_url).path.strip("/")
    built = root / "site"
    folder = files.Folder(built if built.is_dir() else None, base if base == "/" else f"{base}/")
    news = Live(folder.read)
    listener = Listener(addr)
    try:
        with listener.running(site(listener, folder, news, names)), Watcher(root) as watcher:
            click.echo(f"the site is served at http://{listener.host}:{listener.port}{folder.base}; Ctrl-C ends this")
            while True:
                watcher.refresh()
                _round(rebuild, report, folder, news)
                watcher.wait()
    except KeyboardInterrupt:
        click.echo("mujaz: ended", err=True)


def site(listener: Listener, folder: files.Folder, news: Live, names: Collection[str] = ()) -> ASGIApp:
    """The application that shows a site and its news to those who may ask its listener."""
    visitors = Visitors(listener.host, listener.port, names)
    return application([*live.routes(news), *files.routes(folder, news)], visitors)


def _round(
    rebuild: Callable[[], Rebuilt], report: Callable[[tuple[Diagnostic, ...]], None], folder: files.Folder, news: Live
) -> None:
    """Build once, and say what came of it."""
    at, began = time.strftime("%H:%M:%S"), time.monotonic()
    try:
        rebuilt = rebuild()
    except (Exception, SystemExit) as problem:  # whatever it is, the next change may put it right
        said = visible(" ".join(f"{type(problem).__name__}: {problem}".split()))
        if os.environ.get("MUJAZ_TRACEBACK"):
            traceback.print_exc()
        line = f"internal error: {said}; {STAYS}"
        click.echo(f"{at} {visible(line)} ({time.monotonic() - began:.2f} s)")
        news.publish(News(False, line))
        return
    rebuilt = replace(rebuilt, seconds=time.monotonic() - began)
    counted = text.summary(rebuilt.diagnostics) if rebuilt.diagnostics else ""
    report(rebuilt.diagnostics)
    if rebuilt.site is None:
        line = f"{counted or rebuilt.redone}; {STAYS}"
    else:
        folder.path = rebuilt.site
        line = rebuilt.redone + (f"; {counted}" if counted else "")
    click.echo(f"{at} {visible(line)} ({rebuilt.seconds:.2f} s)")
    good = rebuilt.site is not None
    news.publish(news_of(good, counted if good else line, rebuilt.diagnostics))
