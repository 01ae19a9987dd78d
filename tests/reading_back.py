"""Reading reports back with the libraries of their forms."""

import csv
import io
from html.parser import HTMLParser

from openpyxl import Workbook, load_workbook


class Page(HTMLParser):
    """The texts of a page's cells and headings by tag; tags that aren't closed or fetch something are errors."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.rows: list[int] = []
        self.lang = ""
        self.feed(page.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "b"}
        assert not {"src", "href", "srcset", "action"} & set(names)
        self.lang = names.get("lang") or self.lang
        if tag != "meta":
            self.open.append(tag)
        if tag == "tr":
            self.rows.append(0)
        if tag == "td":
            self.rows[-1] += 1
        if tag in {"td", "th", "h1", "h2", "h3", "dt", "dd", "title", "footer", "style"}:
            self.texts.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.texts and self.open[-1] == self.texts[-1][0]:
            self.texts[-1] = self.texts[-1][0], self.texts[-1][1] + data

    def all(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]


def lines_of(raw: bytes) -> list[list[str]]:
    return [*csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))]


def workbook_of(raw: bytes) -> Workbook:
    return load_workbook(io.BytesIO(raw))
