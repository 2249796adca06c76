"""Taking in files: what is kept, what is refused, and that a refusal never costs the rest."""

from __future__ import annotations

import datetime as dt
import errno
import os
from pathlib import Path

import pytest

from brinkwatch.errors import BadReport
from brinkwatch.ingest import open_reports
from brinkwatch.model import Report

STORY = "Norway recalled its envoy from Lima on Monday. The foreign minister said that talks would go on next week.\n"


def one(path: Path, published: dt.date | None = None) -> Report:
    found = list(open_reports([path], published=published))
    assert len(found) == 1
    assert isinstance(found[0], Report), str(found[0])
    return found[0]


def refusal(path: Path) -> str:
    found = list(open_reports([path]))
    assert len(found) == 1
    assert isinstance(found[0], BadReport)
    assert found[0].where == str(path)
    return found[0].reason


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.dispatch"])
def test_a_text_is_kept_as_it_is(tmp_path: Path, name: str) -> None:
    report = one(written(tmp_path / name, STORY))
    assert report.text == STORY
    assert (report.title, report.publisher, report.published, report.url) == (None, None, None, None)


def test_a_headline_is_the_title_and_stays_in_the_text(tmp_path: Path) -> None:
    report = one(written(tmp_path / "a.txt", "Norway Recalls Envoy\n\n" + STORY))
    assert report.title == "Norway Recalls Envoy"
    assert report.text.startswith("Norway Recalls Envoy\n\n")


@pytest.mark.parametrize(
    "text", ["It was over.\n\n" + STORY, "A line\nand the next\n" + STORY, "All there is\n", "x" * 200 + "\n\n" + STORY]
)
def test_what_does_not_look_like_a_headline_is_no_title(tmp_path: Path, text: str) -> None:
    assert one(written(tmp_path / "a.txt", text)).title is None


def test_line_ends_of_windows_stay_so_that_offsets_mean_the_same(tmp_path: Path) -> None:
    text = "Envoy Recalled\r\n\r\nNorway acted.\r\nPeru replied.\r\n"
    report = one(written(tmp_path / "a.txt", text))
    assert report.text == text
    assert report.title == "Envoy Recalled"


def test_offsets_count_code_points_over_emoji_and_marks_of_direction(tmp_path: Path) -> None:
    text = "🚨 \u200fعاجل\u200e: Norway 🇳🇴 recalled its envoy."
    report = one(written(tmp_path / "a.txt", text))
    at = text.index("Norway")
    assert report.quote(at, at + 6).text == "Norway"
    assert len(report.text) == len(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(tmp_path: Path, encoding: str) -> None:
    text = "Zürich – “talks” resumed. " + STORY
    assert one(written(tmp_path / "a.txt", text.encode(encoding))).text == text


def test_an_older_encoding_is_recognised(tmp_path: Path) -> None:
    text = (
        "Министр иностранных дел заявил, что переговоры зашли в тупик. Россия и Норвегия продолжат консультации. " * 4
    )
    report = one(written(tmp_path / "a.txt", text.encode("cp1251")))
    assert report.text == text
    assert report.language == "ru"


def test_russian_is_called_russian_even_where_short(tmp_path: Path) -> None:
    assert (
        one(written(tmp_path / "a.txt", "Министр иностранных дел заявил, что переговоры зашли в тупик.")).language
        == "ru"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway recalled its envoy from Lima on Monday after talks failed.",
        "Ministers met in Santiago, and no deal was in sight there.",
        "Hezbollah, Hamas, Fatah and Al-Shabaab all sent delegations to Ankara.",
        "Macron told Le Monde that Paris, Berlin and Rome would act.",
        "El Salvador, Costa Rica, Panama, San Marino and Andorra voted no.",
    ],
)
def test_a_short_english_sentence_is_never_called_another_language(tmp_path: Path, sentence: str) -> None:
    assert one(written(tmp_path / "a.txt", sentence)).language in ("en", None)


def test_other_languages_are_told_where_the_text_is_long_enough(tmp_path: Path) -> None:
    german = (
        "Die Außenministerin erklärte am Montag, dass die Gespräche in der kommenden Woche fortgesetzt werden sollen. "
        * 4
    )
    assert one(written(tmp_path / "a.txt", german)).language == "de"
    assert one(written(tmp_path / "b.txt", STORY * 3)).language == "en"


def test_the_given_day_fills_in(tmp_path: Path) -> None:
    day = dt.date(2031, 5, 6)
    assert one(written(tmp_path / "a.txt", STORY), day).published == day


def test_an_id_depends_on_the_content_only(tmp_path: Path) -> None:
    first, same, other = (one(written(tmp_path / n, t)).id for n, t in (("a", STORY), ("b", STORY), ("c", STORY + "x")))
    assert first == same != other
    assert first.startswith("r")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t \r\n", "no text"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "not a text"),
        ("a.docx", b"PK\x03\x04\x14\0\x06\0" + bytes(range(256)), "not a text"),
        ("a.txt", bytes(range(1, 32)) * 20, "not a text"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    assert reason in refusal(written(tmp_path / name, content))


def test_a_missing_file_and_the_rest_still_read(tmp_path: Path) -> None:
    missing, there = tmp_path / "gone.txt", written(tmp_path / "a.txt", STORY)
    bad, good = open_reports([missing, there])
    assert str(bad) == f"{missing}: no such file"
    assert isinstance(good, Report)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(
        self: Path, *_: object, **__: object
    ) -> None:  # as the system does; a test that runs as root may read everything
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    path = written(tmp_path / "a.txt", STORY)
    monkeypatch.setattr(Path, "open", refuse)
    assert "permissions" in refusal(path)


def test_a_folders_readme_is_no_report(tmp_path: Path) -> None:
    written(tmp_path / "README.md", STORY)
    written(tmp_path / "a.txt", STORY)
    (report,) = open_reports([tmp_path])
    assert isinstance(report, Report)
    (tmp_path / "a.txt").unlink()
    assert "no reports in this folder" in refusal(tmp_path)


def test_too_large_a_file_says_what_to_do_and_a_large_one_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    assert "split it" in refusal(path)
    large = (STORY * 200_000)[:20_000_000]
    assert len(one(written(path, large)).text) == 20_000_000


def test_a_folder_is_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "b/2.txt", "b/1.txt", "a.txt", ".hidden", ".git/x.txt"):
        written(tmp_path / name, f"{name} {STORY}")
    found = [r.text.split()[0] for r in open_reports([tmp_path]) if isinstance(r, Report)]
    assert found == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]


def test_a_folder_without_reports_says_so(tmp_path: Path) -> None:
    written(tmp_path / ".hidden", STORY)
    assert "no reports in this folder" in refusal(tmp_path)


def test_a_bad_file_in_a_folder_costs_only_itself(tmp_path: Path) -> None:
    written(tmp_path / "a.pdf", b"%PDF-1.4 nonsense")
    written(tmp_path / "b.txt", STORY)
    bad, good = open_reports([tmp_path])
    assert isinstance(bad, BadReport)
    assert isinstance(good, Report)
