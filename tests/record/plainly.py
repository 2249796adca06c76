"""What stands in the tables of a record, asked and changed behind its back."""

from __future__ import annotations

from typing import Any

from brinkwatch.record.store import Record


def rows(record: Record, query: str) -> list[tuple[Any, ...]]:
    """What a query answers."""
    with record._engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def change(record: Record, *statements: str) -> None:
    """Change tables as no part of Brinkwatch does."""
    with record._engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in statements:
            connection.exec_driver_sql(statement)
