"""Files written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..errors import Failure


@contextmanager
def whole_file(path: Path | str) -> Iterator[BinaryIO]:
    """A file to write to: made beside `path`, and put in its place at the end. What is no file (a pipe, a terminal) is written to."""
    target = Path(path).resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                yield file
            return
        try:
            with beside.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise Failure(
            f"{path}: can't be written ({error.strerror}): check its folder, its permissions and the disk's space"
        ) from error
