"""What an analyst decides, signed with a name; and corrected reports written for training."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from pathlib import Path

from ..errors import BadInput, Failure
from ..model import Reading
from ..record.annotations import annotation, file_name
from ..record.corrected import Correction
from ..record.whole_file import whole_file
from ..schema import dumps


def name_of(by: str | None) -> str:
    """The name that is given, else the one under which the user has logged in; raises BadInput where there is none."""
    if by is not None:
        return by
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise BadInput(
            "nobody is said to have decided this, and nobody is logged in: name who does with --by"
        ) from error


def write_annotations(folder: Path, corrected: Iterable[tuple[Reading, list[Correction]]]) -> int:
    """Write an annotation, and its text, for each corrected report into a folder, made if it is not there; how many there were."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"{folder}: can't be made ({error.strerror}): name another folder") from error
    count = 0
    for reading, corrections in corrected:
        name = file_name(reading.report.id)
        with whole_file(folder / f"{name}.txt") as file:
            file.write(reading.report.text.encode())
        with whole_file(folder / f"{name}.json") as file:
            file.write(dumps(annotation(reading, corrections), indent=1).encode() + b"\n")
        count += 1
    return count
