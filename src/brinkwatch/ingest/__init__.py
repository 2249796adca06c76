"""Files, pages, mails and feeds -> Report: what is given is kept as it is, what can't be taken in says why."""

from .fetch import Fetcher, Page, checked
from .files import how_many, open_reports
from .look import Look, look_at

__all__ = ["Fetcher", "Look", "Page", "checked", "how_many", "look_at", "open_reports"]
