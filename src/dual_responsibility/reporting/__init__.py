"""Reports for people: terminal text, CSV, HTML, workbooks and calendars of what falls due."""

from __future__ import annotations

from .due import agenda_to_ics, agenda_to_json, agenda_to_text
from .sheet import report_to_xlsx
from .tables import report_to_csv
from .terminal import report_to_text, rules_to_text
from .web import report_to_html

__all__ = [
    "agenda_to_ics",
    "agenda_to_json",
    "agenda_to_text",
    "report_to_csv",
    "report_to_html",
    "report_to_text",
    "report_to_xlsx",
    "rules_to_text",
]
