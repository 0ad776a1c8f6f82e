"""`mujaz serve`: the site in a browser, built again when its content changes."""

from __future__ import annotations

import gc
import re
from functools import partial
from pathlib import Path

import click

from mujaz.cli.common import Refusal, cache_option, note, report, site_option, with_history
from mujaz.cli.consent import agree_if, ask, trust_option
from mujaz.engine.cache.faults import RefusedCacheError
from mujaz.engine.cache.place import cache_folder
from mujaz.engine.cache.store import Store, with_store
from mujaz.engine.cache.version import code_version
from mujaz.engine.clock import today
from mujaz.engine.inventory import MovedError
from mujaz.engine.pipeline import load_config
from mujaz.history.git import Repository
from mujaz.model.values import base_language
from mujaz.server.listen import ListenError
from mujaz.server.serve import Rebuilt, serve
from mujaz.server.visitors import Visitors
from mujaz.site.past import past_of
from mujaz.site.update import Update, update
from mujaz.text.visible import visible


@click.command("serve")
@site_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port to listen on.")
@click.option(
    "--allow-host",
    "names",
    metavar="NAME",
    multiple=True,
    help="Another name by which browsers may call this server; any number of times.",
)
@click.option(
    "--review",
    "base",
    metavar="[BASE]",
    is_flag=False,
    flag_value="",
    help="Serve the review desk instead; what changed since BASE, or of each thing since it was approved last.",
)
@click.option(
    "--language",
    type=click.Choice(["ar", "en"]),
    help="In which the review desk speaks first; that of the site's first edition if not given.",
)
@trust_option
@cache_option
def verb(
    root: Path,
    address: str,
    names: tuple[str, ...],
    base: str | None,
    language: str | None,
    trust: bool,
    cache: bool,
) -> None:
    """Show the site while it is being written: it follows every change, until Ctrl-C.

    What is wrong is shown here and in the open pages, which keep their last good state. Only the browser of the user
    who started it gets pages, and no page of another site; with another address than that of this machine, whoever
    can reach it. Code that the site brings runs only after somebody agreed to that, who is asked at the start.

    With --review it is the desk of an editor: what waits, each brief beside what it was, and forms that write the same
    files as `mujaz approve`, `ask`, `answer` and `resolve` in the name that git knows, and commit them if wished. It
    answers on this machine only, to the browser that opens the address which it prints.
    """
    if not re.fullmatch(r"\S+:\d{1,5}", address):
        raise Refusal(f"`{address}` is not a host and a port", "such as 127.0.0.1:8000")
    if base is not None:
        _serve_desk(root, address, names, base, language, cache=cache)
        return
    agree_if(root, trust)
    ask(root)
    try:
        serve(root, address, partial(_rebuild, root, cache), partial(report, format="text"), names)
    except ListenError as problem:
        raise _cannot_listen(address, problem) from None


def _serve_desk(
    root: Path, address: str, names: tuple[str, ...], base: str, language: str | None, *, cache: bool
) -> None:
    """The review desk, once it is clear that it can be served."""
    from mujaz.server.desk import serve_desk  # late, with its templates: the other server needs neither
    from mujaz.server.editing import DeskSettings

    if names or not Visitors(address.rpartition(":")[0], 0).loopback:
        help = "let it listen on 127.0.0.1, and leave --allow-host out"
        raise Refusal("the review desk signs in your name, and answers on this machine only", help)
    with with_history():
        repository = Repository(root)
        if base:
            repository.commit(base)
    if language is None:
        first = base_language(load_config(root)[0].editions[0].language)
        language = first if first in ("ar", "en") else "en"
    try:
        serve_desk(DeskSettings(root, base, language, cache), address)
    except ListenError as problem:
        raise _cannot_listen(address, problem) from None


def _cannot_listen(address: str, problem: ListenError) -> Refusal:
    help = "another server may be running there: name another port with --address"
    return Refusal(f"cannot listen on {address}: {(problem.strerror or str(problem)).lower()}", help)


def _rebuild(root: Path, cache: bool) -> Rebuilt:
    """The pages and the site; warnings do not keep a page from being looked at."""

    def work(store: Store) -> Update:
        return update(
            root,
            store,
            strict=False,
            progress=lambda stage, done, total: None,
            today=today(),
            history=past_of(root, store),
        )

    gc.disable()  # as `kept` does for a command
    try:
        updated = with_store(cache_folder(root) if cache else None, code_version(), work, note)
    except MovedError as moved:
        return Rebuilt(None, (), f"nothing was built: {visible(str(moved))} was changed while it was read")
    except RefusedCacheError as refused:
        return Rebuilt(None, (), f"nothing was built: {visible(str(refused))}; {refused.help}")
    finally:
        gc.enable()
    return Rebuilt(updated.site, updated.diagnostics, updated.redone)
