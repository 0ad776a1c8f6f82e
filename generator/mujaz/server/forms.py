"""Forms that a page of a server sends: fields of text, no files, and no more than people type."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

from starlette.requests import Request

KEY = "form"
"""The field by which a form proves that this server wrote it."""
_TYPE = "application/x-www-form-urlencoded"
_MOST_BYTES = 1_000_000
_MOST_FIELDS = 10_000


class FormError(Exception):
    """What was sent is no form of this server.

    Attributes:
        status: of the answer.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Form:
    """The fields of a form.

    Args:
        fields: all values, by name.
    """

    def __init__(self, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        self._fields = fields or {}

    def text(self, name: str) -> str:
        """What was typed or chosen; empty where nothing was. Lines end with a line feed, as files have it."""
        values = self._fields.get(name, ())
        return values[-1].replace("\r\n", "\n").strip() if values else ""

    def all(self, name: str) -> tuple[str, ...]:
        """All that was chosen under a name."""
        return tuple(self._fields.get(name, ()))


class Forms:
    """Reads forms, and tells those that this server wrote: only its own pages can read the key that stands in them.

    Besides the token, which a browser sends with whatever it sends, and the origin, which it tells of itself.
    """

    def __init__(self) -> None:
        self.key = secrets.token_urlsafe(32)

    async def read(self, request: Request) -> Form:
        """The form that a question brings.

        Raises:
            FormError: it is of another type, too long, not UTF-8, or not of this server.
        """
        if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != _TYPE:
            raise FormError(415, "This is no form.")
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > _MOST_BYTES:
                raise FormError(413, "This is too long.")
        try:
            text = body.decode("ascii")
            fields = parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
        except ValueError:
            raise FormError(400, "This is no form.") from None
        form = Form(fields)
        if not hmac.compare_digest(form.text(KEY).encode(), self.key.encode()):
            raise FormError(403, "This form was written by another server, or before this one began: load it again.")
        if any("\0" in value for values in fields.values() for value in values):
            raise FormError(400, "This is no text.")
        return form
