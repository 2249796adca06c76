"""What a brief looks like as a file: links that lead somewhere, text that stays text, pictures."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.sample import full_reading, read_sample

from brinkwatch.brief import compose, render
from brinkwatch.errors import BadInput
from brinkwatch.model import Report

ATTACK = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> {{ 7*7 }} [click](javascript:alert(1)) `code` | \u202e \x07"
)


class Page(HTMLParser):
    """The ids, links, tags and words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [v for k, v in attrs if k == "id" and v]
        self.links += [v for k, v in attrs if k in ("href", "src") and v]

    def handle_data(self, data: str) -> None:
        self.words += data


def hostile_page() -> Page:
    report = replace(
        full_reading().report, title=ATTACK, publisher=ATTACK, text=full_reading().report.text + " " + ATTACK
    )
    return Page(render(compose([replace(full_reading(), report=report)]), "html").decode())


def test_each_link_of_the_page_opens_a_sentence_or_report_in_it() -> None:
    page = Page(
        render(
            compose([full_reading(), read_sample(Report("z", "Sudmark attacked Ade.\n\nNo more."))]), "html"
        ).decode()
    )
    assert len(page.links) > 8
    assert len(set(page.ids)) == len(page.ids)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_the_page_holds_each_report_word_for_word() -> None:
    reading = full_reading()
    page = Page(render(compose([reading]), "html").decode())
    assert " ".join(reading.report.text.split()) in " ".join(page.words.split())


def test_text_from_outside_stays_text() -> None:
    page = hostile_page()
    assert not page.tags & {"script", "img", "iframe", "link", "object"}
    assert "<script>alert(1)</script>" in page.words
    assert "{{ 7*7 }}" in page.words
    assert "\x07" not in page.words
    assert all(link.startswith("#") for link in page.links)


def test_markdown_escapes_what_a_report_could_inject() -> None:
    report = Report("m", "Norland threatened Sudmark.", ATTACK, published=dt.date(2024, 5, 1))
    text = render(compose([read_sample(report)]), "md").decode()
    assert "\\<script\\>" in text
    assert "\\[click\\]" in text
    targets = re.findall(r"\]\(#(s[\d.]+)\)", text)
    assert targets
    assert all(f'<a id="{target}"></a>' in text for target in targets)


def test_json_holds_every_section_and_source() -> None:
    brief = json.loads(render(compose([full_reading()]), "json"))
    assert [s["key"] for s in brief["sections"]][:2] == ["bottom-line", "happened"]
    assert brief["sources"][0]["report"]["publisher"] == "The Ferry Post"


def test_an_unknown_form_is_refused_in_one_sentence() -> None:
    with pytest.raises(BadInput, match="md, html, pdf, json"):
        render(compose([]), "docx")


def test_the_pictures_draw_every_act_of_the_busiest_actors() -> None:
    readings = [
        read_sample(
            Report(f"p{day}", "Norland attacked Sudmark. Sudmark threatened Norland.", published=dt.date(2024, 5, day))
        )
        for day in (1, 2, 3)
    ]
    page = render(compose(readings), "html").decode()
    assert page.count("<circle") == 6 + 2  # a dot for each act, a node for each party
    assert page.count('class="edge conflict"') == 2
    assert page.count("hollow") >= 3


@pytest.mark.usefixtures("pango")
def test_pdf_has_the_words_on_its_pages() -> None:
    from io import BytesIO

    from pypdf import PdfReader

    pages = PdfReader(BytesIO(render(compose([full_reading()]), "pdf"))).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "WHO HOLDS WHAT POSITION" in words.upper()
    assert "Norland threatened Sudmark." in words


def test_a_browser_opens_the_cited_sentence_highlighted(chromium: str, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    file = tmp_path / "brief.html"
    file.write_bytes(render(compose([full_reading()]), "html"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto(file.as_uri())
        link = page.locator("#positions .cites a").first
        target = str(link.get_attribute("href"))
        link.click()
        sentence = page.locator(f'[id="{target.removeprefix("#")}"]')
        assert sentence.inner_text() == "Norland threatened Sudmark."
        assert sentence.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        highlight = sentence.evaluate("e => getComputedStyle(e).backgroundColor")
        other = page.locator(".s").first.evaluate("e => getComputedStyle(e).backgroundColor")
        browser.close()
    assert highlight != other
