"""The two states of a site that a review compares: revisions of git, or the working tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath

from mujaz.editors.kept import in_silence, kept
from mujaz.engine.cache.place import cache_folder
from mujaz.engine.cache.store import Store, begin_with, opened
from mujaz.engine.cache.version import code_version
from mujaz.engine.cache.workfolder import keep_files, kept_files, work_folder
from mujaz.engine.inventory import MovedError
from mujaz.engine.pipeline import check_site, load_config, site_files
from mujaz.history.git import HistoryError, Repository
from mujaz.review.state import State
from mujaz.scaffold.plan import RefusedError
from mujaz.settings.config import read_config
from mujaz.syntax.diagnostics import in_order
from mujaz.syntax.source import Source
from mujaz.text.patterns import lazy_re

CONFIGURATION = "mkdocs.yml"
WORKING_TREE = "the working tree"

_SPAN = lazy_re(r"(?P<base>.*?)(?P<dots>\.\.\.?)(?P<head>.*)")


@contextmanager
def two_states(
    root: Path, span: str, *, cache: bool, note: Callable[[str], None] = in_silence
) -> Iterator[tuple[State, State]]:
    """Two states of a site, which can be read until the end.

    Args:
        root: the site's root.
        span: `BASE..HEAD`; `BASE...HEAD`, from where the two parted; or `BASE` alone, from where the working tree
            parted from it: what others did on `BASE` since is not of the proposal. An end that is left out is `HEAD`.
        cache: whether what earlier runs kept of either state is used.
        note: is told what happened to that, a line each.

    Raises:
        HistoryError: git cannot tell.
        RefusedError: a file is changed meanwhile.
    """
    match = _SPAN.fullmatch(span)
    try:
        with ExitStack() as stack:
            repository = Repository(root)
            base = (match["base"] if match else span) or "HEAD"
            head = (match["head"] or "HEAD") if match else None
            commit = repository.commit(base)
            if match is None:
                with suppress(HistoryError):  # of two histories that have nothing in common
                    commit = repository.merge_base(base, "HEAD")
            elif head is not None and match["dots"] == "...":
                commit = repository.merge_base(base, head)
            first = stack.enter_context(_revision(root, repository, base, commit, "base", cache))
            if head is None:
                second = stack.enter_context(working_tree(root, cache, note))
            else:
                second = stack.enter_context(
                    _revision(root, repository, head, repository.commit(head), "head", cache, first)
                )
            yield first, second
    except MovedError as moved:
        raise RefusedError(f"{moved} was changed while it was read", "run the command again") from None


@contextmanager
def working_tree(root: Path, cache: bool, note: Callable[[str], None] = in_silence) -> Iterator[State]:
    """A site as its files are; arguments as for `two_states`."""
    if cache:
        begin_with(cache_folder(root), cache_folder(root, "base"))
    with kept(root, cache, note) as store:
        yield state_of(root, WORKING_TREE, "", store)


@contextmanager
def _revision(
    root: Path, repository: Repository, name: str, commit: str, side: str, cache: bool, like: State | None = None
) -> Iterator[State]:
    """A commit, in a folder that stays from one review to the next, so that only what differs is read again."""
    folder = cache_folder(root, side) if cache else None
    if cache:
        begin_with(folder, cache_folder(root))
    if like is not None:
        like.content.kept.copy_to(folder)
    pages = _folder_of_pages(repository, commit)
    with ExitStack() as stack:
        store = stack.enter_context(opened(folder, code_version()))
        if store.is_kept:
            site = work_folder(store)
            keep_files(store, repository.check_out(commit, site, kept_files(store), pages))
        else:
            site = stack.enter_context(repository.checked_out(commit, pages))
        yield state_of(site, name, commit, store)


def _folder_of_pages(repository: Repository, commit: str) -> tuple[str, ...]:
    """The folder that the settings of a commit name for pages, where people put theirs; none where it is not below."""
    settings = repository.read(commit, CONFIGURATION) or b""
    config, _ = read_config(Source(CONFIGURATION, settings.decode(errors="replace")))
    folder = PurePosixPath(config.docs_dir)
    is_below = folder.parts and not folder.is_absolute() and not {"..", ".git"} & set(folder.parts)
    return (folder.as_posix(),) if is_below else ()


def state_of(root: Path, name: str, commit: str, store: Store) -> State:
    """The state of the site in a folder, which can be read as long as the folder and the store are there."""
    config, findings = load_config(root)
    checked = check_site(root, store=store)
    findings = [*findings, *checked.diagnostics]
    assert checked.read is not None
    return State(
        name,
        commit,
        config,
        checked.read,
        checked.complete,
        in_order(findings),
        checked.editorial,
        site_files(root),
    )
