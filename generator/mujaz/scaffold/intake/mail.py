"""E-mails: the words of their text or HTML part, with sender, date and subject."""

from __future__ import annotations

from email import message_from_bytes
from email.errors import MessageError
from email.policy import default
from platform import python_version

from mujaz.scaffold.intake.extract import BY_HAND, Extract, proposals
from mujaz.scaffold.intake.shape import laid_out
from mujaz.scaffold.intake.web import tree_of
from mujaz.scaffold.plan import RefusedError


def read_mail(data: bytes) -> Extract:
    """Take the text from an e-mail (RFC 5322, MIME).

    Raises:
        RefusedError: it has no part with words, or one that cannot be decoded.
    """
    try:
        message = message_from_bytes(data, policy=default)
        part = message.get_body(("plain", "html"))
        body = part.get_content() if part is not None else ""
        is_html = part is not None and part.get_content_type() == "text/html"
        sender = message["from"].addresses[0] if message["from"] and message["from"].addresses else None
        sent = message["date"].datetime if message["date"] else None
        subject = str(message["subject"] or "")
        attached = [str(each.get_filename() or each.get_content_type()) for each in message.iter_attachments()]
    except (MessageError, LookupError, ValueError, AttributeError, TypeError, RecursionError, KeyError, IndexError):
        raise RefusedError("the e-mail cannot be decoded", f"open it in a mail program: {BY_HAND}") from None
    if is_html:
        root = tree_of(body)
        body = laid_out(root) if root is not None else ""
    text = "\n".join(body.replace("\r\n", "\n").replace("\xa0", " ").rstrip().split("\n")) + "\n"
    if not any(map(str.isalnum, text)):
        raise RefusedError("the e-mail has no words of its own", "save what is attached to it, and add that")
    notes = [f"the attachment «{name}» is not taken; save it, and add it by itself" for name in attached]
    return Extract(
        "an e-mail",
        "eml",
        f"Python {python_version()}",
        text,
        proposals(
            ("title", subject, "`Subject` of the e-mail"),
            ("publisher", sender and (sender.display_name or sender.domain), "`From` of the e-mail"),
            ("published", sent and sent.date().isoformat(), "`Date` of the e-mail"),
        ),
        notes=tuple(notes),
    )
