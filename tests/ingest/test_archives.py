"""Many reports in one file: web archives and mailboxes, and patterns of names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.ingest.serving import SENTENCES, gathered, packed, page, record, refusals, reports

from brinkwatch.errors import BadReport
from brinkwatch.ingest import archive, mailboxes
from brinkwatch.model import Report


def records() -> list[bytes]:
    return [record(f"https://a.example/{n}", page(f"Page {n}")) for n in range(4)]


def titles(found: list[Report | BadReport]) -> list[str | None]:
    return [each.title for each in found if isinstance(each, Report)]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archives_pages(tmp_path: Path, name: str) -> None:
    dated = '<meta property="article:published_time" content="2022-01-18T09:00:00Z">'
    all_ = [
        record("https://a.example/1", page("One", dated)),
        record("https://a.example/x.png", b"\x89PNG" + bytes(99), "image/png"),
        record("https://a.example/gone", page("Gone"), status="404 Not Found"),
        record("https://a.example/2022/01/19/2", SENTENCES, "text/plain"),
    ]
    path = tmp_path / name
    path.write_bytes(packed(*all_) if name.endswith("gz") else b"".join(all_))
    one, two = reports(path)
    assert (one.title, one.url, one.published, one.dated_by) == (
        "One",
        "https://a.example/1",
        dt.date(2022, 1, 18),
        "page",
    )
    assert (two.text, two.published, two.dated_by) == (SENTENCES, dt.date(2022, 1, 19), "url")


def test_a_damaged_record_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    each = [packed(one) for one in records()]
    broken = bytearray(each[1])
    broken[40:80] = bytes(40)
    path.write_bytes(each[0] + bytes(broken) + each[2] + each[3])
    found = gathered(path)
    assert titles(found) == ["Page 0", "Page 2", "Page 3"]
    (bad,) = [each for each in found if isinstance(each, BadReport)]
    assert bad.where == str(path)
    assert "is damaged" in bad.reason


def test_a_damaged_record_of_a_plain_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    each = records()
    each[2] = each[2].replace(b"WARC/1.0", b"XXXX/1.0")
    path.write_bytes(b"".join(each))
    found = gathered(path)
    assert titles(found) == ["Page 0", "Page 1", "Page 3"]
    assert len(found) == 4


@pytest.mark.parametrize("content", [b"", b"no archive at all\n" * 99, packed(b"nor this\n" * 99)])
def test_an_archive_that_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    (refusal,) = refusals(path)
    assert refusal.startswith(f"{path}: ")


def test_an_archive_that_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed(*records())[:-60])
    *found, last = gathered(path)
    assert titles(found) == ["Page 0", "Page 1", "Page 2"]
    assert isinstance(last, BadReport)
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(records())[:-600])
    *found, last = gathered(path)
    assert titles(found) == ["Page 0", "Page 1", "Page 2"]
    assert str(last) == f"https://a.example/3: its record in {path} is cut off"


def test_too_large_a_record_is_refused_and_the_rest_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 5_000)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed(record("https://a.example/big", page("Big") + " " * 5_000), *records()))
    bad, *rest = gathered(path)
    assert str(bad).startswith("https://a.example/big: a page larger than 20 MB")
    assert len(titles(rest)) == 4


def mail(number: int, body: str = SENTENCES) -> str:
    return (
        f"From desk@post.example Tue Jan 18 09:00:00 2022\nFrom: The Post <desk@post.example>\nSubject: Number {number}\n"
        f"Date: Tue, 18 Jan 2022 0{number}:00:00 +0200\n\n{body}\n\n"
    )


def test_a_mailbox_of_three(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_text("".join(mail(n) for n in range(1, 4)), encoding="utf-8")
    found = reports(path)
    assert [(each.title, each.publisher, each.dated_by) for each in found] == [
        (f"Number {n}", "The Post", "mail") for n in (1, 2, 3)
    ]
    assert found[0].published == dt.date(2022, 1, 18)
    assert found[0].published_at == dt.datetime(2022, 1, 17, 23, tzinfo=dt.UTC)


def test_a_mail_that_is_too_large_or_empty_is_named_by_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailboxes, "MOST_BYTES", 2_000)
    path = tmp_path / "a.mbox"
    path.write_text(mail(1) + mail(2, "x" * 2_000) + mail(3, "") + mail(4), encoding="utf-8")
    found = gathered(path)
    assert titles(found) == ["Number 1", "Number 4"]
    assert [str(bad) for bad in found if isinstance(bad, BadReport)] == [
        f"{path}:2: a mail larger than 20 MB: save its text as a file of its own",
        f"{path}:3: there is no text in it",
    ]


def test_a_mailbox_without_mails(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_text("Dear diary,\n")
    assert refusals(path) == [f'{path}: there is no mail in it: each must begin with a line "From "']


def test_a_mailbox_that_is_not_there(tmp_path: Path) -> None:
    assert refusals(tmp_path / "gone.mbox", tmp_path / "gone.warc") == [
        f"{tmp_path}/gone.mbox: no such file",
        f"{tmp_path}/gone.warc: no such file",
    ]


def test_patterns(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/c/3.txt", "1.txt", "4.md", "[5].txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{name} {SENTENCES}")

    def firsts(pattern: str) -> list[str]:
        return [report.text.split()[0] for report in reports(tmp_path / pattern)]

    assert firsts("*.txt") == ["1.txt", "[5].txt"]
    assert firsts("**/*.txt") == ["1.txt", "[5].txt", "b/2.txt", "b/c/3.txt"]
    assert firsts("**") == ["1.txt", "4.md", "[5].txt", "b/2.txt", "b/c/3.txt"]
    assert firsts("b*") == ["b/2.txt", "b/c/3.txt"]
    assert firsts("[5].txt") == ["[5].txt"], "a file of this very name"
    assert refusals(tmp_path / "*.pdf") == [f"{tmp_path}/*.pdf: no file matches this pattern"]
