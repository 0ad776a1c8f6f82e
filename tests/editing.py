"""The review desk as tests ask it: a server on a desk in git, in the name of somebody."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlencode

from desk import DAY
from mujaz.server.desk import desk
from mujaz.server.editing import DeskSettings
from mujaz.server.listen import Listener
from people import environment

TOKEN = "the-token"
_FORM = "application/x-www-form-urlencoded"


class Asked:
    """A review desk, asked by its own browser from a page of its own."""

    def __init__(self, listener: Listener) -> None:
        self.port = listener.port
        self.address = f"http://127.0.0.1:{self.port}"

    def ask(
        self, address: str, method: str = "GET", body: str | None = None, **headers: str | None
    ) -> tuple[int, Mapping[str, str], str]:
        """Status, headers and text of the answer to a question; a header that is None is not sent."""
        own = {"Cookie": f"mujaz-{self.port}={TOKEN}"}
        if method != "GET":
            own |= {"Origin": self.address, "Content-Type": _FORM}
        sent = {**own, **{name.replace("_", "-"): value for name, value in headers.items()}}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            given = {name: value for name, value in sent.items() if value is not None}
            connection.request(method, address, body, given)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text

    def page(self, address: str) -> str:
        """A page that there is."""
        status, _, text = self.ask(address)
        assert status == 200, text
        return text

    def fields(self, address: str, act: str) -> dict[str, list[str]]:
        """What the first form of a page for an act would send untouched, of what it holds hidden."""
        page = self.page(address)
        form = next(part for part in page.split("<form")[1:] if f'/{act}"' in part.partition(">")[0])
        found: dict[str, list[str]] = {}
        for field in re.findall(r'<input type="hidden"[^>]*>', form.partition("</form>")[0]):
            name, value = (unescape(re.search(rf'{key}="([^"]*)"', field)[1]) for key in ("name", "value"))
            found.setdefault(name, []).append(value)
        return found

    def send(
        self,
        address: str,
        act: str,
        values: Mapping[str, str | Sequence[str]],
        language: str = "en",
        **headers: str | None,
    ) -> tuple[int, Mapping[str, str], str]:
        """Fill in a form of a page and send it."""
        fields = {**self.fields(f"/{language}/{address}", act), **values}
        return self.ask(f"/{language}/{act}", "POST", urlencode(fields, doseq=True), **headers)


@contextmanager
def editing(root: Path, *, by: str, base: str = "", day: str = DAY) -> Iterator[Asked]:
    """The desk of somebody."""
    listener = Listener("127.0.0.1:0")
    with (
        patch.dict("os.environ", {**environment(by), "SOURCE_DATE_EPOCH": day}),
        listener.running(desk(listener, DeskSettings(root, base, "en", True), TOKEN)),
    ):
        yield Asked(listener)
