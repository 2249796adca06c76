"""Say in a few lines what is on record, and what to open next: the end of `make demo`.

python examples/tour.py CRISIS.toml
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from brinkwatch import Desk


def tour(db: Path) -> Iterator[str]:
    """The lines."""
    with Desk.open(db) as desk:
        reports, statements, positions = desk.reports(), desk.statements(), desk.positions()
        days = sorted(report.published for report in reports if report.published)
        span = f", {days[0]:%-d %B} to {days[-1]:%-d %B %Y}" if days else ""
        named = {said.source.name for said in statements if said.source}
        kinds = Counter(position.kind.replace("_", " ") for position in positions)
        yield f"Reports on record: {reports.total}{span}"
        yield f"  {statements.total:5} statements, by {len(named)} named sources"
        yield f"  {desk.events().total:5} acts: done, denied, planned or only possible"
        yield f"  {positions.total:5} positions: {', '.join(f'{count} {kind}' for kind, count in kinds.most_common())}"
        yield f"  {desk.warnings().total:5} warnings of what follows if something is done"
        incidents = desk.incidents()
        alone = sum(len(incident.reports) > 1 >= incident.origins for incident in incidents)
        yield f"  {incidents.total:5} happenings, of which"
        yield f"  {sum(i.origins > 1 for i in incidents):5} with two or more independent origins"
        yield f"  {alone:5} told by several reports that all go back to one"
        yield f"  {sum(bool(i.disputes) for i in incidents):5} in dispute"
    yield "Open out/brief.html in a browser: each number in it opens the sentence that the line comes from."
    yield "The same as text: out/brief.md. What was asked of whom, and what came of it:"
    yield f"  .venv/bin/brinkwatch list positions --db {db}"
    yield "What happened, on whose word, and what was taken back:"
    yield f"  .venv/bin/brinkwatch list incidents --db {db} --since 1962-10-25 --until 1962-10-25"


if __name__ == "__main__":
    print(*tour(Path(sys.argv[1])), sep="\n")
