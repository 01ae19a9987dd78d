"""Companies' own controls for tests: logs, full records, closings, and what is found of them by window.

    facts = registry(shop(MAY), log("2023-05-01/2023-05-05"))
    stood(daily(facts, as_of="2023-06-01"))      # {("FULFILLED", None): 5, ("VIOLATED", "record-missing"): 26}

Weeks and months are named as the calendar names them: `2023-W18` runs from Monday 1 to Sunday 7 May 2023.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

import dual_responsibility as dr

from .building import claim, company, day, everything_but, findings, period

DAILY, WEEKLY, MONTHLY = dr.Cycle.DAILY, dr.Cycle.WEEKLY, dr.Cycle.MONTHLY
RULES = {DAILY: "control.daily", WEEKLY: "control.weekly", MONTHLY: "control.monthly"}
MAY = "2023-05-01/2023-05-31"
"""A month that begins on a Monday: weeks 18 to 21, and three days of week 22."""
WEEK_18 = "2023-05-01/2023-05-07"

KEPT = ("FULFILLED", None)
LATE = ("FULFILLED_LATE", "record-late")
MISSING = ("VIOLATED", "record-missing")
UNPROVED = ("VIOLATED", "pause-not-recorded")
INCOMPLETE = ("VIOLATED", "record-incomplete")
UNCLAIMED = ("UNDETERMINED", "records-not-claimed")
UNKNOWN = ("UNDETERMINED", "entry-day-unknown")
NOT_YET = ("PENDING", "not-yet-due")

BOOK = dr.rulebook("suining-2022")


def shop(held: str | Iterable[str] = MAY, id: str = "C-1", **fields: Any) -> dr.Company:
    """A caterer that operates in a period, or in several."""
    spans = [held] if isinstance(held, str) else held
    return company(id, operating=tuple(period(span) for span in spans), **fields)


def set_of(*items: str) -> dr.DaySet:
    """Days and intervals as a set."""
    return dr.DaySet.parse(items)


def log(*kept: str, cycle: dr.Cycle = DAILY, company: str = "C-1", late: Iterable[str] = (), **fields: Any) -> Any:
    """A log of the days and intervals given; `late` are those filled in afterwards."""
    return dr.ControlLog(company=company, cycle=cycle, kept=set_of(*kept), entered_late=set_of(*late), **fields)


def record(on: str, *, id: str = "R-1", cycle: dr.Cycle = DAILY, recorded: str | None = None, **fields: Any) -> Any:
    """A record in full about a day, filled in on that day unless given."""
    fields.setdefault("company", "C-1")
    entered = None if recorded is None else day(recorded)
    return dr.ControlRecord(id=id, cycle=cycle, on=day(on), recorded=entered, **fields)


def full(template: dr.Template, *, but: Iterable[str] = ()) -> tuple[dr.Answer, ...]:
    """An answer to every item of a template, all in order, except some."""
    return tuple(answer_to(item) for item in template.items if item.id not in but)


def answer_to(item: dr.Item | dr.ChecklistItem) -> dr.Answer:
    """What answers an item and finds nothing wrong."""
    if item.kind is dr.ItemKind.YES_NO:
        return dr.Answer(item=item.id, ok=True)
    if item.kind is dr.ItemKind.MEASURE:
        limit = item.at_least if item.at_least is not None else item.at_most
        return dr.Answer(item=item.id, value=0 if limit is None else limit)
    return dr.Answer(item=item.id, text="无")


def cell(grade: dr.Grade, cycle: dr.Cycle = DAILY, sector: dr.Sector = dr.Sector.CATERING) -> dr.Template:
    """A template of Suining's matrix."""
    return BOOK.templates[sector, grade, cycle]


def pause(held: str, evidence: str | None = "停业公告〔2023〕1号", **fields: Any) -> dr.Pause:
    """A pause of business on record, with evidence unless None."""
    return dr.Pause(company="C-1", period=period(held), evidence=evidence, **fields)


def closing(*weekdays: dr.Weekday, held: str | None = None, **fields: Any) -> dr.RegularClosing:
    """Days of the week on which C-1 is regularly closed, always unless given."""
    if held is not None:
        fields["period"] = period(held)
    return dr.RegularClosing(company="C-1", weekdays=frozenset(weekdays), **fields)


NO_RECORDS = everything_but("control_logs", "control_records")
"""Claims for all but the records of companies' controls."""


def claiming(*held: str, kind: str = "control_logs", area: str | None = None) -> tuple[dr.Claim, ...]:
    """Of the records of companies' controls, claims of one kind for these periods alone."""
    return (*NO_RECORDS, *(claim(kind, span, area) for span in held))


STANDING_IN = {"template-items": "model-stands-in"}
"""The reading by which a record is compared with the model's template; by default it isn't."""


def of_cycle(facts: dr.Registry, cycle: dr.Cycle, **window: Any) -> tuple[dr.Finding, ...]:
    """The findings on the records of a cycle, the model items standing in unless told otherwise."""
    readings = {**STANDING_IN, **(window.pop("readings", None) or {})}
    return findings(facts, RULES[cycle], readings=readings, **window)


def daily(facts: dr.Registry, **window: Any) -> tuple[dr.Finding, ...]:
    """The findings of control.daily."""
    return of_cycle(facts, DAILY, **window)


def weekly(facts: dr.Registry, **window: Any) -> tuple[dr.Finding, ...]:
    """The findings of control.weekly."""
    return of_cycle(facts, WEEKLY, **window)


def monthly(facts: dr.Registry, **window: Any) -> tuple[dr.Finding, ...]:
    """The findings of control.monthly."""
    return of_cycle(facts, MONTHLY, **window)


def stood(found: Iterable[dr.Finding]) -> dict[tuple[str, str | None], int]:
    """How many obligations stand how."""
    counted: Counter[tuple[str, str | None]] = Counter()
    for finding in found:
        counted[finding.status.value, finding.reason] += finding.count
    return dict(counted)


def listed(found: Iterable[dr.Finding]) -> dict[tuple[str, str | None], list[str]]:
    """The windows that stand some way, by name."""
    sorted_out: dict[tuple[str, str | None], list[str]] = {}
    for finding in found:
        assert isinstance(finding, dr.Series)
        sorted_out.setdefault((finding.status.value, finding.reason), []).extend(w.label for w in finding.windows)
    return sorted_out


def owed(found: Iterable[dr.Finding]) -> list[str]:
    """The windows owed, by name, in order."""
    return sorted(label for labels in listed(found).values() for label in labels)


def each(found: Iterable[dr.Finding]) -> dict[str, dr.Finding]:
    """The findings one by one, by trigger."""
    return {one.trigger: one for finding in found for one in finding.expand()}


def flagged(found: Iterable[dr.Finding], flag: str) -> list[str]:
    """The triggers of the single findings that carry a flag, in order."""
    return sorted(trigger for trigger, one in each(found).items() if flag in one.flags)


def dates(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every day from first to last."""
    return [first + dt.timedelta(n) for n in range((last - first).days + 1)]
