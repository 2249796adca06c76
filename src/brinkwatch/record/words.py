"""Words as they are searched for. SQLite's own tokenizer cuts and stems them whatever database they are kept in, so that all find the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

TOKENIZER = "porter unicode61 remove_diacritics 2"


def stems_of(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text in order: without case and diacritics, reduced to their stems."""
    found: list[list[str]] = [[] for _ in texts]
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize='{TOKENIZER}')")
        memory.execute("CREATE VIRTUAL TABLE words USING fts5vocab(texts, instance)")
        memory.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", enumerate(texts))
        for number, stem in memory.execute("SELECT doc, term FROM words ORDER BY doc, offset"):
            found[number].append(stem)
    return found
