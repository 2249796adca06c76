"""The hall: takes reports from the door to the reader, and later to the record and the brief."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from .errors import BadReport
from .model import Reading, Report


class Desk:
    """Reads reports; with a record (`Desk.open`), keeps what was read."""

    def read(
        self, *sources: Path | str | Report, published: dt.date | None = None, refused: Callable[[BadReport], None] | None = None
    ) -> Iterator[Reading]:
        """One reading a report, in order, as they come. `sources` are paths, folders or reports; `published` is the day of
        those that state none. A report that can't be taken in goes to `refused`; without it, it is raised.
        """
        from .read.reader import Reader

        return Reader().read_many(_reports(sources, published, refused or _raise))


def _reports(
    sources: Iterable[Path | str | Report], published: dt.date | None, refused: Callable[[BadReport], None]
) -> Iterator[Report]:
    for source in sources:
        if isinstance(source, Report):
            yield source
            continue
        for found in _open_reports([Path(source)], published=published):
            if isinstance(found, BadReport):
                refused(found)
            else:
                yield found


def _raise(bad: BadReport) -> None:
    raise bad


def _open_reports(paths: list[Path], *, published: dt.date | None) -> Iterator[Report | BadReport]:
    import msgspec

    from .model import content_id

    for path in paths:
        if path.suffix == ".jsonl":
            for n, line in enumerate(path.read_text().splitlines(), 1):
                try:
                    data = msgspec.json.decode(line)
                    data.setdefault("id", content_id("r", line))
                    data["published"] = data.get("published") or published
                    yield msgspec.convert(data, Report)
                except (msgspec.DecodeError, msgspec.ValidationError) as error:
                    yield BadReport(f"{path}:{n}", str(error))
        else:
            text = path.read_text()
            yield Report(content_id("r", text), text, published=published)
