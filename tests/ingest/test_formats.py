"""Web pages, PDF files and mails."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from brinkwatch.errors import BadReport
from brinkwatch.ingest import open_reports
from brinkwatch.model import Report

FIRST = "Norway recalled its envoy from Lima on Monday after three rounds of talks over fishing rights had failed."
SECOND = (
    "The foreign minister said that her government would not return to the table before the trawlers were released."
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Norway recalls envoy</title>
<meta charset="utf-8"><meta property="og:title" content="Norway recalls envoy"><meta property="og:site_name" content="The Fjord Post">
<meta property="article:published_time" content="2021-05-06T08:00:00Z"><link rel="canonical" href="https://example.org/envoy">
<script>var stolen = "document.cookie";</script><style>p {{ color: red }}</style></head>
<body><nav><a href="/">Home</a></nav><article><h1>Norway recalls envoy</h1><p>{FIRST}</p><script>alert("boo")</script>
<p onclick="steal()">{SECOND} Zürich was <b>calm</b>.</p></article></body></html>"""


def taken(path: Path, content: bytes) -> Report | BadReport:
    path.write_bytes(content)
    (found,) = open_reports([path])
    return found


def pdf_of(html: str) -> bytes:
    return bytes(pytest.importorskip("weasyprint").HTML(string=html).write_pdf())


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.HTML", "page"])
def test_a_page_gives_its_text_and_what_its_metadata_say(tmp_path: Path, name: str) -> None:
    report = taken(tmp_path / name, PAGE.encode())
    assert isinstance(report, Report)
    assert FIRST in report.text
    assert f"{SECOND} Zürich was calm." in report.text
    assert report.title == "Norway recalls envoy"
    assert report.publisher == "The Fjord Post"
    assert report.published == dt.date(2021, 5, 6)
    assert report.url == "https://example.org/envoy"
    assert report.language == "en"


def test_scripts_and_styles_are_never_text(tmp_path: Path) -> None:
    report = taken(tmp_path / "a.html", PAGE.encode())
    assert isinstance(report, Report)
    for word in ("stolen", "boo", "steal", "color", "<"):
        assert word not in report.text


def test_a_page_says_its_encoding(tmp_path: Path) -> None:
    report = taken(tmp_path / "a.html", PAGE.replace("utf-8", "iso-8859-1").encode("latin-1"))
    assert isinstance(report, Report)
    assert "Zürich" in report.text


def test_a_date_in_the_words_of_a_page_is_not_its_publication_day(tmp_path: Path) -> None:
    page = f"<html><body><article><p>{FIRST}</p><p>On 3 March 2029 it had done so before. {SECOND}</p></article></body></html>"
    report = taken(tmp_path / "a.html", page.encode())
    assert isinstance(report, Report)
    assert report.published is None


def test_a_page_of_scripts_only_is_refused(tmp_path: Path) -> None:
    found = taken(tmp_path / "a.html", b"<html><body><script>run()</script></body></html>")
    assert isinstance(found, BadReport)
    assert "no text" in found.reason


def test_a_pdf_gives_its_pages(tmp_path: Path) -> None:
    html = f"<title>Envoy recalled</title><p>{FIRST}</p><p style='break-before: page'>{SECOND}</p>"
    report = taken(tmp_path / "a.pdf", pdf_of(html))
    assert isinstance(report, Report)
    assert " ".join(report.text.split()) == f"{FIRST} {SECOND}"
    assert report.title == "Envoy recalled"
    assert report.published is None, "the day the file was made is not the day of publication"


def test_a_scanned_pdf_says_what_to_do(tmp_path: Path) -> None:
    found = taken(
        tmp_path / "a.pdf", pdf_of("<svg width='90' height='90'><rect width='90' height='90' fill='teal'/></svg>")
    )
    assert isinstance(found, BadReport)
    assert found.reason == "no text in it; run OCR first"


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    writer = PdfWriter(PdfReader(BytesIO(pdf_of(f"<p>{FIRST}</p>"))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = BytesIO()
    writer.write(locked)
    found = taken(tmp_path / "a.pdf", locked.getvalue())
    assert isinstance(found, BadReport)
    assert "password" in found.reason


@pytest.mark.parametrize("cut", [9, 300, 2_000])
def test_a_damaged_pdf_is_refused(tmp_path: Path, cut: int) -> None:
    found = taken(tmp_path / "a.pdf", pdf_of(f"<p>{FIRST}</p>")[:cut])
    assert isinstance(found, BadReport)


def test_nothing_but_our_own_word_is_said_of_a_damaged_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nonsense")
    code = "import sys, pathlib, brinkwatch.ingest as i; print(*i.open_reports([pathlib.Path(sys.argv[1])]))"
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True
    )
    assert ran.stderr == ""
    assert "damaged" in ran.stdout


HEAD = 'Subject: Norway recalls =?utf-8?q?envoy_=E2=80=93?= again\nFrom: "Fjord Wire" <desk@example.org>\nDate: Tue, 06 May 2031 23:30:00 -0500\n'


def test_a_mail(tmp_path: Path) -> None:
    mail = f"{HEAD}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{FIRST}\n\nZürich was calm.\n"
    report = taken(tmp_path / "a.eml", mail.encode())
    assert isinstance(report, Report)
    assert report.text == f"{FIRST}\n\nZürich was calm.\n"
    assert report.title == "Norway recalls envoy – again"
    assert report.publisher == "Fjord Wire"
    assert report.published == dt.date(2031, 5, 6), "the sender's own day"


def test_of_a_mail_in_two_forms_the_plain_text_is_read(tmp_path: Path) -> None:
    parts = f"--b\nContent-Type: text/html\n\n<p>{SECOND}</p>\n--b\nContent-Type: text/plain\n\n{FIRST}\n--b--\n"
    report = taken(
        tmp_path / "a.eml",
        f"{HEAD}MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n{parts}".encode(),
    )
    assert isinstance(report, Report)
    assert report.text.strip() == FIRST


def test_a_mail_of_html_goes_the_way_of_pages(tmp_path: Path) -> None:
    report = taken(tmp_path / "a.eml", f"{HEAD}Content-Type: text/html; charset=utf-8\n\n{PAGE}".encode())
    assert isinstance(report, Report)
    assert FIRST in report.text
    assert "boo" not in report.text


@pytest.mark.parametrize("content_type", ["image/png", "text/plain; charset=no-such"])
def test_a_mail_without_readable_text_is_refused(tmp_path: Path, content_type: str) -> None:
    found = taken(tmp_path / "a.eml", f"{HEAD}Content-Type: {content_type}\n\n\xff\xff\n".encode("latin-1"))
    assert isinstance(found, BadReport)


def test_a_mail_without_headers_keeps_what_is_unknown_unknown(tmp_path: Path) -> None:
    report = taken(tmp_path / "a.eml", f"Date: soon\n\n{FIRST}\n".encode())
    assert isinstance(report, Report)
    assert (report.title, report.publisher, report.published) == (None, None, None)
