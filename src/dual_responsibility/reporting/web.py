"""A report as one HTML page, with jinja2: nothing to fetch, fit for printing."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..report import Report
from ..vocabulary import Status
from . import tables
from .plain import visible

__all__ = ["report_to_html"]

EXPLAINED = 200
LISTED = 5_000


def report_to_html(report: Report, lang: str = "zh") -> bytes:
    """The tables, the breaches as a list, and the first open violations explained.

    >>> from dual_responsibility.testing import case
    >>> page = report_to_html(case(visits=[]).report(since="2023-04-01", as_of="2023-07-01"))
    >>> page[:15], "未履行" in page.decode()
    (b'<!doctype html>', True)
    """
    environment = Environment(
        loader=PackageLoader("dual_responsibility.reporting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.filters["visible"] = visible
    page = environment.get_template("report.html")
    breaches = [finding for finding in report.findings if finding.status.is_breach]
    undetermined = [finding for finding in report.findings if finding.status is Status.UNDETERMINED]
    listed = (breaches + undetermined)[:LISTED]
    return page.render(
        lang=lang,
        title=tables.title(report, lang),
        tables=tables.tables_of(report, lang),
        columns=tables.finding_columns(lang)[1:],
        rows=[row[1:] for row in tables.finding_cells(listed, lang)],
        listed=len(listed),
        total=len(breaches) + len(undetermined),
        explained=[(finding.id, finding.explain(lang).sections) for finding in report.violations[:EXPLAINED]],
        violations=len(report.violations),
        fingerprint=report.fingerprint,
    ).encode()
