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
    """One line for each obligation: the day due, who owes it, what about, which rule.

    >>> import datetime as dt
    >>> from dual_responsibility import agenda
    >>> from dual_responsibility.testing import case
    >>> facts, days = case(), {"start": dt.date(2023, 3, 25), "end": dt.date(2023, 3, 31)}
    >>> duties = agenda(facts.registry, facts.book, **days, rules=["attend.*"])
    >>> print(agenda_to_text(duties, facts.book, "en"), end="")
    2023-03-31  supervisor S-1  company C-1  attend.quarter  on site every quarter  (2023-Q1)
    """
    return "".join(_line(duty, book, lang) for duty in obligations)


def _line(duty: Obligation, book: Rulebook, lang: str) -> str:
    name = book.rules[duty.rule_id].title.in_language(lang)
    line = f"{duty.due}  {duty.bearer}  {duty.subject}  {duty.rule_id}  {name}  ({duty.trigger})"
    return visible(line) + "\n"


def agenda_to_json(obligations: Iterable[Obligation]) -> bytes:
    """The obligations as one JSON document.

    >>> import datetime as dt
    >>> from dual_responsibility import agenda
    >>> from dual_responsibility.testing import case
    >>> facts, days = case(), {"start": dt.date(2023, 3, 25), "end": dt.date(2023, 3, 31)}
    >>> text = agenda_to_json(agenda(facts.registry, facts.book, **days, rules=["attend.*"]))
    >>> [one["due"] for one in json.loads(text)["obligations"]]
    ['2023-03-31']
    """
    # Row by row, and not from one list of them all: a city owes hundreds of thousands of records a month.
    rows = ",\n  ".join(map(_row, obligations))
    head = '{\n "format": "dual-responsibility/agenda",\n "version": 1,\n "obligations": ['
    return (head + (f"\n  {rows}\n ]" if rows else "]") + "\n}\n").encode()


def _row(duty: Obligation) -> str:
    row = {
        "id": duty.id,
        "rule_id": duty.rule_id,
        "bearer": {"kind": duty.bearer.kind, "id": duty.bearer.id},
        "subject": {"kind": duty.subject.kind, "id": duty.subject.id},
        "trigger": duty.trigger,
        "arose": duty.arose.isoformat(),
        "due": str(duty.due),
    }
    return json.dumps(row, ensure_ascii=False, indent=1).replace("\n", "\n  ")


def agenda_to_ics(obligations: Iterable[Obligation], book: Rulebook, lang: str = "zh") -> bytes:
    """One all-day event for each obligation, on the day due; the same input gives the same bytes.

    >>> import datetime as dt
    >>> from dual_responsibility import agenda
    >>> from dual_responsibility.testing import case
    >>> facts, days = case(), {"start": dt.date(2023, 3, 25), "end": dt.date(2023, 3, 31)}
    >>> file = agenda_to_ics(agenda(facts.registry, facts.book, **days, rules=["attend.*"]), facts.book)
    >>> [line.decode() for line in file.splitlines() if line.startswith(b"DTSTART")]
    ['DTSTART;VALUE=DATE:20230331']
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//dual-responsibility//agenda//" + lang.upper())
    calendar.add("version", "2.0")
    whole = bytes(calendar.to_ical())
    end = whole.rindex(b"END:VCALENDAR")
    # A city's records are too many to be kept as components of one calendar.
    return b"".join([whole[:end], *(_event(duty, book, lang) for duty in obligations), whole[end:]])


def _event(duty: Obligation, book: Rulebook, lang: str) -> bytes:
    from icalendar import Event

    rule = book.rules[duty.rule_id]
    event = Event()
    event.add("uid", visible(f"{duty.id}@dual-responsibility"))
    # A stamp is required; the day on which the duty arose keeps the file free of any clock.
    event.add("dtstamp", dt.datetime.combine(duty.arose, dt.time(), tzinfo=dt.UTC))
    event.add("dtstart", duty.due)
    event.add("summary", visible(f"{rule.title.in_language(lang)} {duty.subject.id} ({duty.bearer.id})"))
    sources = "; ".join(citation.label(lang) for citation in rule.citations)
    event.add("description", f"{rule.demand.in_language(lang)} {sources}")
    return bytes(event.to_ical())
