"""What falls due, as text, JSON and a calendar file (with icalendar)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from ..findings import Obligation
from ..norms.rulebook import Rulebook
from .plain import visible

__all__ = ["agenda_to_ics", "agenda_to_json", "agenda_to_text"]


def agenda_to_text(obligations: Iterable[Obligation], book: Rulebook, lang: str = "zh") -> str:
    """One line for each obligation: the day due, who owes it, what about, which rule."""
    lines = []
    for duty in obligations:
        name = book.rules[duty.rule_id].title.in_language(lang)
        line = f"{duty.due}  {duty.bearer}  {duty.subject}  {duty.rule_id}  {name}  ({duty.trigger})"
        lines.append(visible(line) + "\n")
    return "".join(lines)


def agenda_to_json(obligations: Iterable[Obligation]) -> bytes:
    """The obligations as one JSON document."""
    rows = [
        {
            "id": duty.id,
            "rule_id": duty.rule_id,
            "bearer": {"kind": duty.bearer.kind, "id": duty.bearer.id},
            "subject": {"kind": duty.subject.kind, "id": duty.subject.id},
            "trigger": duty.trigger,
            "arose": duty.arose.isoformat(),
            "due": str(duty.due),
        }
        for duty in obligations
    ]
    document = {"format": "dual-responsibility/agenda", "version": 1, "obligations": rows}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def agenda_to_ics(obligations: Iterable[Obligation], book: Rulebook, lang: str = "zh") -> bytes:
    """One all-day event for each obligation, on the day due; the same input gives the same bytes."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//dual-responsibility//agenda//" + lang.upper())
    calendar.add("version", "2.0")
    for duty in obligations:
        rule = book.rules[duty.rule_id]
        event = Event()
        event.add("uid", visible(f"{duty.id}@dual-responsibility"))
        # A stamp is required; the day on which the duty arose keeps the file free of any clock.
        event.add("dtstamp", dt.datetime.combine(duty.arose, dt.time(), tzinfo=dt.UTC))
        event.add("dtstart", duty.due)
        event.add("summary", visible(f"{rule.title.in_language(lang)} {duty.subject.id} ({duty.bearer.id})"))
        sources = "; ".join(citation.label(lang) for citation in rule.citations)
        event.add("description", f"{rule.demand.in_language(lang)} {sources}")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
