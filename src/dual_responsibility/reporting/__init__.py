"""Reports for people: terminal text, CSV, HTML, workbooks, calendars of what falls due, forms to fill in.

Each form asks for its own library only when it is first used: no more extras than the forms in use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .due import agenda_to_ics, agenda_to_json, agenda_to_text
    from .form_page import template_to_docx
    from .form_sheet import template_to_xlsx
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
    "template_to_docx",
    "template_to_xlsx",
]

_HOME_OF = {
    "agenda_to_ics": "due",
    "agenda_to_json": "due",
    "agenda_to_text": "due",
    "report_to_csv": "tables",
    "report_to_html": "web",
    "report_to_text": "terminal",
    "report_to_xlsx": "sheet",
    "rules_to_text": "terminal",
    "template_to_docx": "form_page",
    "template_to_xlsx": "form_sheet",
}


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{home}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
