"""A mail saved as .eml: the report is its body, the sender its publisher."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from email.message import EmailMessage

from ..errors import BadReport
from .dates import Dated, dated
from .draft import Draft
from .webpage import read_html


def read_mail(raw: bytes, where: str) -> Draft:
    """The plain text of a mail, else its HTML's; raises BadReport where it has neither or can't be decoded.

    Subject, sender's display name (else address) and the date sent, in the sender's zone, are title, publisher and publication day.
    """
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise BadReport(where, "the mail has no text part")
    try:
        content = str(body.get_content())
    except (LookupError, UnicodeError) as error:
        raise BadReport(where, f"the mail's text can't be decoded ({error})") from error
    text = read_html(content, where).text if body.get_content_type() == "text/html" else content
    return Draft(text, None, _header(message, "subject"), _sender(message), _sent(message))


def _header(message: EmailMessage, name: str) -> str | None:
    return " ".join(str(message.get(name, "")).split()) or None


def _sender(message: EmailMessage) -> str | None:
    senders = getattr(message.get("from"), "addresses", ())
    return (senders[0].display_name or senders[0].addr_spec or None) if senders else None


def _sent(message: EmailMessage) -> Dated | None:
    sent = getattr(message.get("date"), "datetime", None)
    return dated(sent, "mail") if isinstance(sent, dt.datetime) else None
