"""Run by Alembic on the connection that `store.py` hands over, inside its transaction: a migration is done whole or not at all."""

from __future__ import annotations

from alembic import context

from brinkwatch.record.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
