"""Fetch the public texts that the corpus annotates: no text of others is kept here, only where each lies and how to know it again.

    python training/fetch.py                       from the web, into out/texts
    python training/fetch.py --from FILE ...       from files at hand: JSON lines with `text`, or texts as such

A text is put together again from its sentences, each known by the start of its SHA-256, and checked as a whole. What
cannot be found is named, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
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
SENTENCE_END = re.compile(r"(?:[.!?][\"”’')]*\s+(?=[\"“‘'(]?[A-Z0-9]))|\n+")
MOST_BYTES = 20_000_000
SECONDS = 30


Sentences = dict[str, str]
"""Sentences under the first eight digits of their SHA-256."""


def sentences(source: str) -> Sentences:
    """The sentences of a text, as the corpus tells them apart, white space flattened."""
    ends = [0, *(match.end() for match in SENTENCE_END.finditer(source)), len(source)]
    rows = (" ".join(source[start:end].split()) for start, end in pairwise(ends))
    return {hashlib.sha256(row.encode()).hexdigest()[:8]: row for row in rows if row}


def rebuilt(head: dict[str, Any], known: Sentences) -> str | None:
    """The annotated text, put together from known sentences; None where one is missing or the whole is not what was annotated."""
    marks: dict[int, str] = dict(head["other"])
    letters = [" "] * max([end for _, end, _ in head["sentences"]] + [at + 1 for at in marks])
    for at, mark in marks.items():
        letters[at] = mark
    for start, end, digest in head["sentences"]:
        words = iter(known.get(digest, ""))
        for at in range(start, end):
            if not (at in marks and letters[at - 1].isspace()):  # white space after white space: flattened away
                letter = next(words, None)
                if letter is None:
                    return None
                letters[at] = marks.get(at, letter)
    text = "".join(letters)
    return text if hashlib.sha256(text.encode()).hexdigest() == head["sha256"] else None


def at_hand(files: Iterable[Path]) -> Sentences:
    """The sentences of files: of each `text` of JSON lines, or of the file as such."""
    found: Sentences = {}
    for path in files:
        content = path.read_text(encoding="utf-8")
        rows = (json.loads(line)["text"] for line in content.splitlines()) if path.suffix == ".jsonl" else [content]
        for row in rows:
            found |= sentences(row)
    return found


def from_web(head: dict[str, Any]) -> Sentences:
    """The sentences of the page that a report comes from, and for releases those of the re3d collection, which keeps them."""
    page = trafilatura.extract(_get(head["url"]), include_comments=False) if head.get("url") else None
    return sentences(page or "") | (_collection() if head["id"].startswith("re3d") else {})


@cache
def _collection() -> Sentences:
    found: Sentences = {}
    for folder in FOLDERS:
        for line in _get(f"{RE3D}{quote(folder)}/documents.json").splitlines():
            found |= sentences(json.loads(line)["text"])
    return found


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
    local = at_hand(args.files) if args.files else None
    missing = []
    for path in sorted(CORPUS.glob("*.json")):
        head = json.loads(path.read_text(encoding="utf-8"))["report"]
        target = args.into / head["text_file"]
        if target.exists() and hashlib.sha256(target.read_bytes()).hexdigest() == head["sha256"]:
            continue
        text = rebuilt(head, from_web(head) if local is None else local)
        if text is None:
            missing.append(path.name)
        else:
            target.write_text(text, encoding="utf-8")
    if missing:
        sys.exit(f"{len(missing)} texts could not be put together: {', '.join(missing)}")


if __name__ == "__main__":
    main()
