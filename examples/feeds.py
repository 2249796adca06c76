"""The three services of Thirteen Days as news sites on this machine, with an RSS feed each, while a command runs.

    python examples/feeds.py COMMAND ...

The feeds are those that examples/thirteen-days.toml names; the command's exit code is this one's.
"""

from __future__ import annotations

import email
import email.policy
import subprocess
import sys
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree as ET

DISPATCHES = Path(__file__).parent / "thirteen-days"
PORT = 8162
CONTENT = "http://purl.org/rss/1.0/modules/content/"


def feed(service: str) -> bytes:
    """The RSS feed of a service, the latest dispatch first; each holds its whole text."""
    ET.register_namespace("content", CONTENT)
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    messages = [(path, _message(path)) for path in sorted(DISPATCHES.glob(f"*-{service}.eml"), reverse=True)]
    _add(channel, "title", messages[0][1]["from"].addresses[0].display_name)
    _add(channel, "link", f"http://127.0.0.1:{PORT}/{service}")
    for path, message in messages:
        item = ET.SubElement(channel, "item")
        _add(item, "title", str(message["subject"]))
        _add(item, "link", f"http://127.0.0.1:{PORT}/{path.stem}.html")
        _add(item, "guid", str(message["message-id"]))
        _add(item, "pubDate", format_datetime(message["date"].datetime))
        _add(item, f"{{{CONTENT}}}encoded", _html(message))
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def page(name: str) -> bytes:
    """A dispatch as a web page."""
    message = _message(DISPATCHES / f"{name}.eml")
    title = escape(str(message["subject"]))
    return f"<!doctype html><title>{title}</title><article><h1>{title}</h1>{_html(message)}</article>".encode()


def _message(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _html(message: EmailMessage) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in message.get_content().splitlines() if line.strip())


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


class Site(BaseHTTPRequestHandler):
    """Answers `/meridian.rss` and `/1962-10-22-2345-meridian.html`; anything else is not found."""

    def do_GET(self) -> None:
        """Send what is asked for."""
        name, _, ending = self.path.strip("/").rpartition(".")
        services = {path.stem.rpartition("-")[2] for path in DISPATCHES.glob("*.eml")}
        if ending == "rss" and name in services:
            self._send("application/rss+xml; charset=utf-8", feed(name))
        elif ending == "html" and name in {path.stem for path in DISPATCHES.glob("*.eml")}:
            self._send("text/html; charset=utf-8", page(name))
        else:
            self.send_error(404)

    def _send(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing of requests: the command has the terminal."""


def main(command: list[str]) -> int:
    """Run a command while the sites are up."""
    with ThreadingHTTPServer(("127.0.0.1", PORT), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            return subprocess.run(command, check=False).returncode  # noqa: S603 (the command is the user's own)
        finally:
            server.shutdown()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
