"""Fetch the public texts that the corpus annotates: no text of others is kept here, only where each lies and how to know it again.

    python training/fetch.py                       from the web, into out/texts
    python training/fetch.py --from FILE ...       from files at hand: JSON lines with `text`, or texts as such

A text is put together again from its sentences, each known by its length and the start of its SHA-256, and checked as a whole. What
cannot be found is named, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import trafilatura

CORPUS = Path(__file__).parent / "corpus" / "public"
TEXTS = Path(__file__).parents[1] / "out" / "texts"
RE3D = "https://raw.githubusercontent.com/dstl/re3d/master/"
FOLDERS = (
    "Australian Department of Foreign Affairs",
    "BBC Online",
    "CENTCOM",
    "Delegation of the European Union to Syria",
    "UK Government",
    "US State Department",
)
MOST_BYTES = 20_000_000
SECONDS = 30


def rebuilt(head: dict[str, Any], sources: Iterable[str]) -> str | None:
    """The annotated text, put together from the first sources that hold its sentences; None where one is missing."""
    end = max(at for _, at, _ in head["sentences"])
    letters = [" "] * end
    for at, mark in head["other"]:
        if at < end:
            letters[at] = mark
    wanted = {(start, stop): digest for start, stop, digest in head["sentences"]}
    for source in sources:
        flat = " ".join(source.split())
        for (start, stop), digest in list(wanted.items()):
            found = _sentence(flat, stop - start, digest)
            if found is not None:
                kept = letters[start:stop]
                letters[start:stop] = [k if k.isspace() and k != " " else c for k, c in zip(kept, found, strict=True)]
                del wanted[start, stop]
        if not wanted:
            text = "".join(letters)
            return text if hashlib.sha256(text.encode()).hexdigest() == head["sha256"] else None
    return None


def _sentence(flat: str, length: int, digest: str) -> str | None:
    """The words of that length and digest, white space told apart by nothing but being there."""
    for at in range(len(flat) - length + 1):
        if at and flat[at - 1].isalnum() and flat[at].isalnum():
            continue
        words = flat[at : at + length]
        if hashlib.sha256(words.encode()).hexdigest().startswith(digest):
            return words
    return None


def at_hand(files: Iterable[Path]) -> Iterator[str]:
    """The texts of files: each `text` of JSON lines, or the file as such."""
    for path in files:
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            yield from (json.loads(line)["text"] for line in content.splitlines() if line.strip())
        else:
            yield content


def from_web(head: dict[str, Any]) -> Iterator[str]:
    """Where a text may be found: the page itself, then the re3d collection that keeps the releases."""
    if head.get("url"):
        page = _get(head["url"])
        yield trafilatura.extract(page, include_comments=False) or ""
    if head["id"].startswith("re3d"):
        yield from _collection()


@cache
def _collection() -> tuple[str, ...]:
    return tuple(
        json.loads(line)["text"] for folder in FOLDERS for line in _get(f"{RE3D}{quote(folder)}/documents.json").splitlines() if line.strip()
    )


def _get(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        return ""
    request = urllib.request.Request(url, headers={"User-Agent": "brinkwatch-corpus"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            body: bytes = answer.read(MOST_BYTES)
    except (urllib.error.URLError, TimeoutError) as error:
        print(f"{url}: {error}", file=sys.stderr)
        return ""
    return body.decode("utf-8", "replace")


def main() -> None:
    """Fetch what is not there yet, and say what could not be had."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="files", nargs="+", type=Path, help="files that hold the texts")
    parser.add_argument("--into", type=Path, default=TEXTS)
    args = parser.parse_args()
    args.into.mkdir(parents=True, exist_ok=True)
    local = tuple(at_hand(args.files)) if args.files else ()
    missing = []
    for path in sorted(CORPUS.glob("*.json")):
        head = json.loads(path.read_text(encoding="utf-8"))["report"]
        target = args.into / head["text_file"]
        if target.exists() and hashlib.sha256(target.read_bytes()).hexdigest() == head["sha256"]:
            continue
        text = rebuilt(head, local or from_web(head))
        if text is None:
            missing.append(path.name)
        else:
            target.write_text(text, encoding="utf-8")
    if missing:
        sys.exit(f"{len(missing)} texts could not be put together: {', '.join(missing)}")


if __name__ == "__main__":
    main()
