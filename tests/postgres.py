"""A PostgreSQL server of the tests' own, in a folder that goes when they end, and databases in it."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import LiteralString

import psycopg

USER = "brinkwatch"


@dataclass(frozen=True)
class Server:
    """A server that listens on a socket in `folder` only."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def address(self, database: str, user: str = USER) -> str:
        """Where a database is reached."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    @contextmanager
    def database(self, options: LiteralString = "") -> Iterator[str]:
        """The address of a new database, which goes when it is done with."""
        name = f"test_{next(self.numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} {options}".encode())
            try:
                yield self.address(name)
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def programs() -> Path | None:
    """The folder of the newest server's programs; Debian keeps them out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def running(bin_folder: Path) -> Iterator[Server]:
    """A server, for as long as it is needed. PostgreSQL refuses to be run by root: the user that Debian makes for it does."""
    folder = Path(tempfile.mkdtemp(prefix="brinkwatch-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
    folder.chmod(0o755)
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(bin_folder / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder)

    settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
    try:
        run("initdb", "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", settings, "start")
        try:
            yield Server(folder)
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
