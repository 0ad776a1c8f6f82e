"""The review desk in a browser: what waits, each thing beside what it was, and acts that write what commands write."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from threading import Lock
from urllib.parse import quote, urlencode

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from mujaz.editors.acting import Keeping, carry_out
from mujaz.editors.asking import answered, asked, question_named, resolved
from mujaz.editors.kept import kept
from mujaz.editors.refused import RefusedActError, called
from mujaz.editors.showing import shown
from mujaz.editors.signing import Order, sign
from mujaz.editors.touching import touched
from mujaz.editors.waiting import Desk, Waiting
from mujaz.engine.cache.store import Store
from mujaz.engine.clock import now
from mujaz.engine.pipeline import CheckResult, check_site, load_config
from mujaz.history.committing import Committer
from mujaz.history.git import HistoryError, Repository
from mujaz.model import Question
from mujaz.model.signoff import FOLDER, Edit, Verdict, written_moment
from mujaz.review.identities import Identities
from mujaz.review.meaning import digest
from mujaz.scaffold.plan import RefusedError
from mujaz.server import desk_pages as pages
from mujaz.server.forms import Form, FormError, Forms

_HEADERS = {
    # Nothing in these pages runs, and no page holds them.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
}
_ACTS = ("sign", "ask", "answer", "resolve", "commit")
_DONE = ("approve", "request", "ask", "answer", "resolve", "commit")
_FONT = "font/woff2"


class DeskSettings(Struct, frozen=True):
    """What a desk is begun with.

    Attributes:
        root: the site's root.
        base: the revision that all is compared with; empty where each thing is with what was approved last.
        language: in which the desk speaks first, one of `desk_pages.LANGUAGES`.
        cache: whether what earlier runs kept is used.
    """

    root: Path
    base: str
    language: str
    cache: bool


class _ContentError(Exception):
    """The content has errors, so that nothing can be signed."""

    def __init__(self, checked: CheckResult) -> None:
        super().__init__()
        self.checked = checked


class Editing:
    """What answers to the pages of a desk; one question at a time, as the command would run.

    Args:
        settings: of the desk.
    """

    def __init__(self, settings: DeskSettings) -> None:
        self._settings, self._root = settings, settings.root
        self._forms, self._lock = Forms(), Lock()
        self._acts: dict[str, Callable[[str, Form], str]] = {
            "sign": self._sign,
            "ask": self._ask,
            "answer": self._answer,
            "resolve": self._resolve,
            "commit": self._commit,
        }

    def routes(self) -> list[BaseRoute]:
        """Its routes; those that write take `POST` only."""
        return [
            Route("/", self._begin),
            Route("/fonts/{name}", _font),
            Route("/{language:str}.css", self._style),
            Route("/{language:str}/", self._list),
            Route("/{language:str}/review/{name:path}", self._one),
            *(Route(f"/{{language:str}}/{act}", self._acting(act), methods=["POST"]) for act in _ACTS),
        ]

    # Pages.

    def _begin(self, request: Request) -> Response:
        wished = request.query_params.get("lang", "")
        language = wished if wished in pages.LANGUAGES else self._settings.language
        return RedirectResponse(f"/{language}/", 302)

    def _style(self, request: Request) -> Response:
        language = request.path_params["language"]
        if language not in pages.LANGUAGES:
            return _nothing()
        return Response(pages.style(language), media_type="text/css")

    def _list(self, request: Request) -> Response:
        language = request.path_params["language"]
        if language not in pages.LANGUAGES:
            return _nothing()
        form = Form({"choose": (request.query_params.get("choose", ""),)})
        return self._shown(language, lambda writer: self._list_page(writer, form, self._done(writer, request)))

    def _one(self, request: Request) -> Response:
        language, name = request.path_params["language"], request.path_params["name"]
        if language not in pages.LANGUAGES:
            return _nothing()
        form = Form(
            {key: (request.query_params[key],) for key in ("about", "quote", "since") if key in request.query_params}
        )
        return self._shown(language, lambda writer: self._one_page(writer, name, form, self._done(writer, request)))

    def _done(self, writer: pages.Writer, request: Request) -> pages.Told | None:
        done = request.query_params.get("done", "")
        if done not in _DONE:
            return None
        kept_as = "desk_committed" if request.query_params.get("kept") else "desk_uncommitted"
        return writer.told(f"desk_done_{done}", kept_as)

    def _shown(self, language: str, page: Callable[[pages.Writer], str], status: int = 200) -> Response:
        """A page; one that says why where it cannot be made."""
        with self._alone():
            writer = pages.Writer(self._setting(), language)
            try:
                return HTMLResponse(page(writer), status, _HEADERS)
            except _ContentError as problem:
                words = writer.refused(RefusedActError("desk_faulty"))
                return HTMLResponse(writer.failed(words, problem.checked.diagnostics), 409, _HEADERS)
            except _UnknownError:
                return HTMLResponse(writer.failed(writer.refused(RefusedActError("desk_not_there"))), 404, _HEADERS)
            except (HistoryError, RefusedError) as problem:
                return HTMLResponse(writer.failed(writer.refused(problem)), 409, _HEADERS)

    def _list_page(self, writer: pages.Writer, form: Form, told: pages.Told | None) -> str:
        with self._desk(writer.language) as (_, desk):
            found = list(desk.all())
            roles = desk.roles("")
            policy = desk.policy
        if self._settings.base:
            found = list(touched(self._root, self._settings.base, found, cache=self._settings.cache))
        return writer.list(found, policy, roles, form, told)

    def _one_page(self, writer: pages.Writer, name: str, form: Form, told: pages.Told | None) -> str:
        with self._desk(writer.language) as (_, desk):
            waiting = desk.one(name)
            if waiting is None:
                raise _UnknownError
            asked_of = desk.all_questions(name) if waiting.kind == "brief" else ()
            choices, since = self._choices(waiting, form.text("since"), writer)
            beside = pages.Desk(
                policy=desk.policy,
                roles=desk.roles(name),
                standing=desk.standings.get(name) if waiting.kind == "brief" else None,
                questions=tuple((each, is_open, _state_of(each)) for each, is_open in asked_of),
                choices=choices,
                left=tuple(left := self._left(waiting)),
                left_says=digest(left),
            )
        what = shown(self._root, waiting, since, cache=self._settings.cache)
        return writer.one(waiting, what, beside, form, told)

    def _choices(self, waiting: Waiting, wished: str, writer: pages.Writer) -> tuple[tuple[pages.Choice, ...], str]:
        """What something can be compared with, and the commit that it is compared with."""
        found: dict[str, tuple[str, str]] = {}
        if self._settings.base:
            repository = Repository(self._root)
            commit = repository.merge_base(self._settings.base, "HEAD")
            found["base"] = writer.words("desk_since_base", base=self._settings.base), commit
        if waiting.mine:
            found["mine"] = writer.words("desk_since_mine"), waiting.mine
        if waiting.since:
            found["approved"] = writer.words("desk_since_approved"), waiting.since
        found["nothing"] = writer.words("desk_since_nothing"), ""
        chosen = wished if wished in found else next(iter(found))
        choices = tuple(pages.Choice(name, words, name == chosen) for name, (words, _) in found.items())
        return (choices if len(choices) > 1 else ()), found[chosen][1]

    # Acts.

    def _acting(self, act: str) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            language = request.path_params["language"]
            if language not in pages.LANGUAGES:
                return _nothing()
            try:
                form = await self._forms.read(request)
            except FormError as problem:
                return PlainTextResponse(f"{problem}\n", problem.status)
            return await run_in_threadpool(self._carry_out, act, language, form)

        return endpoint

    def _carry_out(self, act: str, language: str, form: Form) -> Response:
        """Do what a form asks for, and lead back to its page; where it is refused, show that with what was typed."""
        name = form.text("of")
        try:
            with self._alone():
                done = self._acts[act](name, form)
        except _UnknownError:
            return self._shown(language, _raising(_UnknownError()))
        except _ContentError as problem:
            return self._shown(language, _raising(problem))
        except (HistoryError, RefusedError, OSError) as problem:
            refused = problem

            def page(writer: pages.Writer) -> str:
                told = writer.refused(refused)
                if name:
                    return self._one_page(writer, name, form, told)
                return self._list_page(writer, form, told)

            return self._shown(language, page, 409)
        query = urlencode({"done": done, **({"kept": "1"} if form.text("commit") else {})})
        place = f"review/{quote(name)}" if name else ""
        return RedirectResponse(f"/{language}/{place}?{query}", 303, _HEADERS)

    def _sign(self, name: str, form: Form) -> str:
        targets = (name,) if name else form.all("target")
        if not targets:
            raise RefusedActError("desk_nothing_chosen")
        asks = form.text("verdict") == "request"
        seen = (pair.rpartition(" ") for pair in form.all("seen"))
        with self._checked() as (store, checked):
            at = now()
            order = Order(
                role=form.text("role"),
                targets=targets,
                criteria=form.all("criterion"),
                verdict=Verdict.REQUEST_CHANGES if asks else Verdict.APPROVE,
                edit=Edit.EDITORIAL if form.text("editorial") and not asks else None,
                note=form.text("note"),
                seen={target: says for target, _, says in seen},
            )
            signing = sign(self._root, store, checked, order, at)
        verb = "Request changes of" if asks else "Approve"
        signed = signing.policy.signed_commits == "required"
        message = f"{verb} {', '.join(each.asked.target for each in signing.signed)} as {order.role}\n"
        carry_out(self._root, signing.files, _keeping(form, message, signed=signed))
        return "request" if asks else "approve"

    def _ask(self, name: str, form: Form) -> str:
        if not form.text("text"):
            raise RefusedActError("desk_no_text")
        signer = Repository(self._root).user()
        with self._checked() as (_, checked):
            files = asked(
                self._root,
                checked,
                name,
                form.text("text"),
                signer,
                written_moment(now()),
                about=form.text("about"),
                quote=form.text("quote"),
                role=form.text("role"),
            )
            signed = checked.editorial.policy.signed_commits == "required"
        carry_out(self._root, files, _keeping(form, f"Ask about {name}\n", signed=signed))
        return "ask"

    def _answer(self, name: str, form: Form) -> str:
        if not form.text("text"):
            raise RefusedActError("desk_no_text")
        question = self._question(name, form)
        files = answered(question, Repository(self._root).user(), written_moment(now()), form.text("text"))
        carry_out(self._root, files, _keeping(form, f"Answer a question about {name}\n"), replace=True)
        return "answer"

    def _resolve(self, name: str, form: Form) -> str:
        question, repository = self._question(name, form), Repository(self._root)
        identities = Identities(repository.mapped)
        files, _ = resolved(question, repository.user(), written_moment(now()), identities)
        carry_out(self._root, files, _keeping(form, f"Resolve a question about {name}\n"), replace=True)
        return "resolve"

    def _commit(self, name: str, form: Form) -> str:
        with self._desk() as (_, desk):
            waiting = desk.one(name)
            if waiting is None:
                raise _UnknownError
            signed = desk.policy.signed_commits == "required"
        left = self._left(waiting)
        if not left or digest(left) != form.text("seen"):
            raise RefusedActError("desk_refused_changed", what=called(waiting.asked.target))
        carry_out(self._root, left, _keeping(form, f"Commit the reviews of {name}\n", signed=signed), replace=True)
        return "commit"

    def _left(self, waiting: Waiting) -> dict[str, str]:
        """Sign-offs and questions of something that no commit has as they are, by path."""
        folder = self._root / FOLDER / waiting.asked.target
        paths = sorted(folder.glob("*.yml")) if folder.is_dir() else []
        named = {path.relative_to(self._root).as_posix(): path for path in paths if not path.is_symlink()}
        repository = Repository(self._root)
        return {name: path.read_text("utf-8") for name, path in named.items() if repository.is_changed([name])}

    def _question(self, name: str, form: Form) -> Question:
        """The question that a form is about, as it was shown."""
        with self._desk() as (_, desk):
            known = {each.span.source.name for each, _ in desk.all_questions(name)} if name in desk.site.briefs else ()
        if form.text("question") not in known:
            raise _UnknownError
        question = question_named(self._root, form.text("question"), name)
        if _state_of(question) != form.text("seen"):
            raise RefusedActError("desk_refused_question")
        return question

    # What they share.

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            finally:
                gc.enable()  # which `kept` stops, for a command that ends

    @contextmanager
    def _checked(self) -> Iterator[tuple[Store, CheckResult]]:
        with kept(self._root, self._settings.cache) as store:
            checked = check_site(self._root, store=store)
            if checked.content is None:
                raise _ContentError(checked)
            yield store, checked

    @contextmanager
    def _desk(self, language: str = "") -> Iterator[tuple[CheckResult, Desk]]:
        with self._checked() as (store, checked):
            yield checked, Desk(self._root, store, checked, language)

    def _setting(self) -> pages.Setting:
        try:
            committer = Committer(self._root)
        except HistoryError:
            return pages.Setting(self._site, None, "", self._forms.key, self._settings.base)
        try:
            signer = committer.user()
        except HistoryError:
            signer = None
        try:
            branch = committer.branch
        except HistoryError:
            branch = ""
        return pages.Setting(self._site, signer, branch, self._forms.key, self._settings.base)

    @property
    def _site(self) -> str:
        return load_config(self._root)[0].site_name


class _UnknownError(Exception):
    """There is no such thing to sign, or no such question."""


def _raising(problem: Exception) -> Callable[[pages.Writer], str]:
    def page(_: pages.Writer) -> str:
        raise problem

    return page


def _keeping(form: Form, message: str, *, signed: bool = False) -> Keeping | None:
    return Keeping(form.text("branch"), message, signed) if form.text("commit") else None


def _state_of(question: Question) -> str:
    return digest(question.span.source.text)


def _nothing() -> Response:
    return PlainTextResponse("There is no such page.\n", 404)


def _font(request: Request) -> Response:
    """A face of the theme, by the name that its style sheet has."""
    folder = resources.files("mujaz") / "theme/assets/mujaz/fonts"
    known = {entry.name: entry for entry in folder.iterdir() if entry.name.endswith(".woff2")}
    name = request.path_params["name"]
    if name not in known:
        return _nothing()
    return Response(known[name].read_bytes(), media_type=_FONT, headers={"Cache-Control": "max-age=86400"})
