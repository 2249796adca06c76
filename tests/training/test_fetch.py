"""Public texts are put together again to the letter, or not at all."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import fetch
import pytest
from fetch import at_hand, from_web, rebuilt, sentences
from hypothesis import given
from hypothesis import strategies as st

PORT = 'Arland shut the port of  Lesk on Monday. "We had no choice," its minister\nsaid.\n\n\tNobody was hurt.\n'
QUAY = "Borland called the closure an insult and recalled its envoy. Talks were put off until the spring."


def described(text: str) -> dict[str, Any]:
    """What the corpus keeps of a text: where its sentences lie, by what they are known, and all white space but single spaces."""
    ends = [0, *(match.end() for match in fetch.SENTENCE_END.finditer(text)), len(text)]
    spans = [(start, end, text[start:end]) for start, end in pairwise(ends) if text[start:end].strip()]
    return {
        "sentences": [
            [start + len(row) - len(row.lstrip()), start + len(row.rstrip()), _digest(" ".join(row.split()))[:8]]
            for start, _, row in spans
        ],
        "other": [
            [at, mark]
            for at, mark in enumerate(text)
            if mark.isspace() and (mark != " " or text[max(at - 1, 0) : at].isspace())
        ],
        "sha256": _digest(text),
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of two reports, in the place of the real one."""
    folder = tmp_path / "public"
    folder.mkdir()
    for name, text in (("port", PORT), ("quay", QUAY)):
        head = {"id": name, "text_file": f"{name}.txt", **described(text)}
        (folder / f"{name}.json").write_text(json.dumps({"report": head}), encoding="utf-8")
    monkeypatch.setattr(fetch, "CORPUS", folder)
    return folder


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> None:
    monkeypatch.setattr(sys, "argv", ["fetch.py", *map(str, arguments)])
    fetch.main()


def test_the_corpus_keeps_no_words() -> None:
    assert described(PORT)["sentences"][0] == [0, 40, _digest("Arland shut the port of Lesk on Monday.")[:8]]
    assert described(PORT)["other"] == [[24, " "], [73, "\n"], [79, "\n"], [80, "\n"], [81, "\t"], [98, "\n"]]
    assert not re.search("arland|minister", json.dumps(described(PORT)), re.IGNORECASE)


def test_double_spaces_and_line_ends_come_back() -> None:
    assert rebuilt(described(PORT), sentences(PORT)) == PORT


def test_a_source_may_have_other_white_space_and_more_sentences() -> None:
    spaced = QUAY.replace(" ", "  ", 1).replace("envoy. ", "envoy.\n   ")
    found = sentences("The harbour froze. " + QUAY.replace("called ", "called\t ") + " It may be longer.")
    assert rebuilt(described(spaced), found) == spaced


def test_without_one_of_its_sentences_there_is_no_text() -> None:
    assert rebuilt(described(QUAY), sentences(QUAY.replace("spring", "summer"))) is None
    assert rebuilt(described(QUAY), {}) is None


def test_sentences_that_make_another_text_are_refused() -> None:
    head = described(QUAY) | {"sha256": _digest(PORT)}
    assert rebuilt(head, sentences(QUAY)) is None


words = st.lists(st.sampled_from(["Lesk", "port", "3", "the", "“so”", "d'accord", "é"]), min_size=1, max_size=5)
gaps = st.sampled_from([" ", "  ", "\n", "\n\n", " \n\t", "\u00a0", " \u00a0 "])
rows = st.builds(lambda row, gap: f"A {gap.join(row)}.", words, gaps)


@given(st.lists(st.tuples(rows, gaps), min_size=1, max_size=5))
def test_any_text_comes_back_from_its_own_sentences(pieces: list[tuple[str, str]]) -> None:
    text = "".join(row + gap for row, gap in pieces).rstrip()
    assert rebuilt(described(text), sentences(text)) == text


def test_files_at_hand_are_json_lines_or_texts(tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").write_text(
        "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate((PORT, "Snow fell."))),
        encoding="utf-8",
    )
    (tmp_path / "quay.txt").write_text(QUAY, encoding="utf-8")
    found = at_hand([tmp_path / "all.jsonl", tmp_path / "quay.txt"])
    assert found == sentences(PORT) | sentences("Snow fell.") | sentences(QUAY)


def test_texts_from_files_are_written_once(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, into = tmp_path / "source.txt", tmp_path / "deep" / "texts"
    source.write_text(f"{QUAY}\n{PORT}", encoding="utf-8")
    run(monkeypatch, "--from", source, "--into", into)
    assert {file.name: file.read_text(encoding="utf-8") for file in into.iterdir()} == {
        "port.txt": PORT,
        "quay.txt": QUAY,
    }
    source.write_text("Nothing of it.", encoding="utf-8")
    run(monkeypatch, "--from", source, "--into", into)  # what is there and right is not asked for again
    (into / "quay.txt").write_text(QUAY.upper(), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"1 texts could not be put together: quay\.json"):
        run(monkeypatch, "--from", source, "--into", into)


def test_what_is_missing_is_named_and_the_rest_written(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "source.txt").write_text(QUAY, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"1 texts could not be put together: port\.json"):
        run(monkeypatch, "--from", tmp_path / "source.txt", "--into", tmp_path / "texts")
    assert [file.name for file in (tmp_path / "texts").iterdir()] == ["quay.txt"]


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site with one page, and with the collection of releases."""
    site = tmp_path / "site"
    (site / "re3d" / "Arland Foreign Office").mkdir(parents=True)
    paragraphs = "".join(f"<p>{row}</p>" for row in QUAY.replace(". ", ".|").split("|"))
    (site / "quay.html").write_text(
        f"<html><head><title>Closed</title></head><body><nav>Home</nav><article><h1>Closed</h1>{paragraphs}</article></body></html>",
        encoding="utf-8",
    )
    (site / "re3d" / "Arland Foreign Office" / "documents.json").write_text(
        json.dumps({"_id": "1", "text": PORT}) + "\n", encoding="utf-8"
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    home = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(fetch, "RE3D", f"{home}/re3d/")
    monkeypatch.setattr(fetch, "FOLDERS", ("Arland Foreign Office",))
    fetch._collection.cache_clear()
    yield home
    fetch._collection.cache_clear()
    server.shutdown()
    server.server_close()
    thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def test_a_page_of_the_web_holds_the_sentences(web: str) -> None:
    found = from_web({"id": "wikinews-quay", "url": f"{web}/quay.html"})
    assert rebuilt(described(QUAY), found) == QUAY
    assert not sentences(PORT).keys() & found.keys()


def test_a_release_that_is_gone_is_found_in_the_collection(web: str, capsys: pytest.CaptureFixture[str]) -> None:
    gone = f"{web}/gone.html"
    assert rebuilt(described(PORT), from_web({"id": "re3d-1", "url": gone})) == PORT
    assert gone in (said := capsys.readouterr().err)
    assert "404" in said
    assert from_web({"id": "wikinews-port", "url": gone}) == {}


def test_without_an_address_of_the_web_nothing_is_asked(web: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert from_web({"id": "wikinews-1"}) == from_web({"id": "wikinews-1", "url": "file:///etc/hostname"}) == {}
    assert capsys.readouterr().err == ""


def test_texts_from_the_web_are_written(
    web: str, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, url in (("port", f"{web}/gone.html"), ("quay", f"{web}/quay.html")):
        data = json.loads((corpus / f"{name}.json").read_text(encoding="utf-8"))
        data["report"]["url"] = url
        (corpus / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"port\.json"):
        run(monkeypatch, "--into", tmp_path / "texts")
    assert (tmp_path / "texts" / "quay.txt").read_text(encoding="utf-8") == QUAY
