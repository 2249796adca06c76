"""Files, pages, mails and feeds -> Report: what is given is kept as it is, what can't be taken in says why."""

from .files import open_reports

__all__ = ["open_reports"]
