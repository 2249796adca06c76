"""What a file or an answer is: told by its name where that says it, by how it begins, and by what its server calls it."""

from __future__ import annotations

import re
from typing import Literal

from .encoding import marked

Kind = Literal["pdf", "html", "mail", "mailbox", "lines", "archive", "feed", "sitemap", "list", "text"]

_BY_ENDING: dict[str, Kind] = {
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".eml": "mail",
    ".mbox": "mailbox",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".warc": "archive",
    ".warc.gz": "archive",
    ".md": "text",
    ".text": "text",
    ".txt": "text",
}

_BY_ROOT: dict[str, Kind] = {
    "html": "html",
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
}
"""By the first element of an XML document, without its prefix."""

_BY_TYPE: dict[str, Kind] = {
    "application/pdf": "pdf",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "message/rfc822": "mail",
}

_BEFORE_ROOT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!doctype\b[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_LIST = re.compile(r'\s*\{\s*"articles"\s*:')
_LIST_AS_TABLE = re.compile(r'"?url"?,[^\n]*"?\b(?:seen)?date\b', re.IGNORECASE)
_HEAD = 8192


def kind_by_name(name: str) -> Kind | None:
    """The kind that a file's name ends in; None where it says nothing."""
    lowered = name.lower()
    return next((kind for ending, kind in _BY_ENDING.items() if lowered.endswith(ending)), None)


def kind_of(raw: bytes, content_type: str | None = None) -> Kind:
    """The kind of what is in `raw`: by how it begins where that is plain, else by its server's word, else text."""
    if raw[:1024].lstrip().lower().startswith(b"%pdf-"):
        return "pdf"
    if raw.startswith(b"WARC/"):
        return "archive"
    head = raw[:_HEAD].decode(marked(raw) or "utf-8", "replace").lstrip("\ufeff")
    if _LIST.match(head) or _LIST_AS_TABLE.match(head):
        return "list"
    if head.lstrip().lower().startswith("<!doctype html"):
        return "html"
    root = _ROOT.match(head, _start_of_root(head))
    if root and root[1].lower() in _BY_ROOT:
        return _BY_ROOT[root[1].lower()]
    return _BY_TYPE.get((content_type or "").partition(";")[0].strip().lower(), "text")


def charset_of(content_type: str | None) -> str | None:
    """The encoding that a content type names, if it does."""
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type or "", re.IGNORECASE)
    return found[1] if found else None


def _start_of_root(head: str) -> int:
    """Where the first element begins, after the declaration, comments and document type."""
    at = 0
    while found := _BEFORE_ROOT.match(head, at):
        at = found.end()
    return at
