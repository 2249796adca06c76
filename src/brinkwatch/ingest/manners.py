"""How a guest behaves: what a host's robots.txt allows, and how long to wait between two requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import BadReport

if TYPE_CHECKING:
    from protego import Protego

SECONDS_BETWEEN = 1.0
"""At least, from the start of one request of a host to that of the next."""

MOST_SECONDS_BETWEEN = 30.0
"""A host may ask for more time than this; its pages would hardly ever be read."""

_DAY = 24 * 3600.0
_WHILE = 600.0
"""Seconds that a robots.txt holds (RFC 9309: a day at most), and seconds until one that could not be had is asked for again."""

_MOST_HOSTS = 2_000


@dataclass(frozen=True, slots=True)
class _Rules:
    """A host's robots.txt as it was; None allows all, `missed` says why it could not be had."""

    until: float
    rules: Protego | None = None
    missed: str | None = None


class Manners:
    """Waits for a host's permission and turn. `robots` gives the text of the robots.txt at an address, None where there is none, and
    raises TimeoutError or ConnectionError where the host's own trouble leaves that open."""

    def __init__(
        self,
        agent: str,
        robots: Callable[[str], str | None],
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self._agent = agent
        self._ask = robots
        self._clock = clock
        self._sleep = sleep
        self._rules: dict[str, _Rules] = {}
        self._last: dict[str, float] = {}

    def wait(self, where: str, url: str) -> None:
        """Return when `where` may be asked for; raises BadReport, naming `url`, where it may not."""
        rules = self._rules_for(where, url)
        if rules.missed:
            raise BadReport(url, rules.missed)
        if rules.rules is not None and not rules.rules.can_fetch(where, self._agent):
            raise BadReport(
                url, "its site asks programs not to fetch it (robots.txt): save the page as a file yourself"
            )
        delay = rules.rules.crawl_delay(self._agent) if rules.rules is not None else None
        self.wait_turn(where, float(delay or 0))

    def wait_turn(self, where: str, delay: float = 0) -> None:
        """Return when enough time has passed since the last request of the same host."""
        host, seconds = urlsplit(where).netloc, min(max(delay, SECONDS_BETWEEN), MOST_SECONDS_BETWEEN)
        last = self._last.pop(host, None)
        if last is not None and (rest := last + seconds - self._clock()) > 0:
            self._sleep(rest)
        self._last[host] = self._clock()
        _forget(self._last)

    def _rules_for(self, where: str, url: str) -> _Rules:
        parts = urlsplit(where)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._rules.get(site)
        if known is None or known.until <= self._clock():
            known = self._rules[site] = self._asked(site, url)
            _forget(self._rules)
        return known

    def _asked(self, site: str, url: str) -> _Rules:
        from protego import Protego

        try:
            text = self._ask(f"{site}/robots.txt")
        except (TimeoutError, ConnectionError):
            missed = "its site can't say now what programs may fetch (robots.txt): try again later"
            return _Rules(self._clock() + _WHILE, missed=missed)
        except BadReport as bad:
            # What is wrong with the host is wrong with the page.
            raise BadReport(url, bad.reason) from bad
        return _Rules(self._clock() + _DAY, Protego.parse(text) if text is not None else None)


def _forget(known: dict[str, float] | dict[str, _Rules]) -> None:
    """Keep the latest hosts only, so that a list of a million pages doesn't fill the memory."""
    while len(known) > _MOST_HOSTS:
        del known[next(iter(known))]
