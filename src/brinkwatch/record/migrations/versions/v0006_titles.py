"""The title that each party's report has it by, which was in the items' JSON only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from brinkwatch.record.tables import TEXT

revision = "0006"
down_revision = "0005"

_AT_A_TIME = 1000

_FIELDS = {
    "actors": "actor",
    "recipients": "recipient",
    "source": "source",
    "issuers": "issuer",
    "addressees": "addressee",
    "party": "party",
    "about": "party",
}


def upgrade() -> None:
    """Add the column, and fill it from the items that are there."""
    op.add_column("item_actors", sa.Column("title", TEXT))
    connection = op.get_bind()
    items = sa.table("items", sa.column("key", sa.Integer), sa.column("json", sa.JSON))
    parties = sa.table(
        "item_actors",
        *(sa.column(name, sa.Integer) for name in ("key", "item")),
        *(sa.column(name, TEXT) for name in ("role", "name", "country", "sector", "title")),
    )
    update = (
        sa.update(parties)
        .where(
            parties.c.item == sa.bindparam("of_item"),
            *(
                parties.c[name].is_not_distinct_from(sa.bindparam(f"of_{name}", type_=TEXT))
                for name in ("role", "name", "country", "sector")
            ),
        )
        .values(title=sa.bindparam("of_title", type_=TEXT))
    )
    last = 0
    query = sa.select(items.c.key, items.c.json).order_by(items.c.key).limit(_AT_A_TIME)
    while rows := connection.execute(query.where(items.c.key > last)).all():
        last = rows[-1].key
        if titled := [title for row in rows for title in _titles(row.key, row.json)]:
            connection.execute(update, titled)


def _titles(key: int, item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for field, role in _FIELDS.items():
        value = item.get(field)
        for actor in (value,) if isinstance(value, dict) else value or ():
            if actor.get("role") is not None:
                own = {f"of_{name}": actor.get(name) for name in ("name", "country", "sector")}
                yield own | {"of_item": key, "of_role": role, "of_title": actor["role"]}
