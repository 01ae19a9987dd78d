"""Tiny registries for the tests of the rules, in the field's terms.

    facts = registry(company(), supervisor(), relation())      # a C company, a township supervisor, since 2022-11-01
    for f in findings(facts, "coverage.assigned", as_of="2023-06-30"): ...
    f = the_finding(facts, "coverage.tier", as_of="2023-06-30", readings={"regrade-day": "five-days"})

Days are written as ISO strings (`day`), periods as `start/end` or `start/..` (`period`). `registry` takes facts
of any type in any order, adds the areas, and claims every kind of record complete unless `complete=` says
otherwise. The areas: CITY > COUNTY > TOWNSHIP > VILLAGE, and beside them OTHER_COUNTY > OTHER_TOWNSHIP >
OTHER_VILLAGE in the same city.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

import dual_responsibility as dr
from dual_responsibility.facts.registry import COLLECTIONS
from dual_responsibility.sentences import SENTENCES

CITY, COUNTY, TOWNSHIP, VILLAGE = "5109", "510903", "510903100", "510903100201"
OTHER_COUNTY, OTHER_TOWNSHIP, OTHER_VILLAGE = "510904", "510904100", "510904100201"
AREA_OF = {dr.Tier.CITY: CITY, dr.Tier.COUNTY: COUNTY, dr.Tier.TOWNSHIP: TOWNSHIP, dr.Tier.VILLAGE: VILLAGE}
"""The area of the main line at each tier."""

BINDS = "2022-11-01"
"""The first day on which the rules bind by the default reading `in-force-from`."""

MATCHING = (dr.TeamRole.LIAISON_UNIT, dr.TeamRole.LIAISON_OFFICER)
JOINT = (dr.TeamRole.REGULATORY_CADRE, dr.TeamRole.ASSISTANT)
"""The roles beside the supervisor's own, at city and county tier and below (§6.1, §6.2)."""


def day(text: str) -> dt.date:
    """`2023-05-08` as a date."""
    return dt.date.fromisoformat(text)


def period(text: str) -> dr.Period:
    """`2023-01-01/2023-06-30` or `2023-01-01/..` as a period."""
    return dr.Period.parse(text)


def areas() -> tuple[dr.Area, ...]:
    """One city, two counties, and one township with one village in each."""
    tiers = list(AREA_OF)
    lines = [(CITY, COUNTY, TOWNSHIP, VILLAGE), (CITY, OTHER_COUNTY, OTHER_TOWNSHIP, OTHER_VILLAGE)]
    made: dict[str, dr.Area] = {}
    for line in lines:
        for tier, id, parent in zip(tiers, line, (None, *line), strict=False):
            made[id] = dr.Area(id=id, tier=tier, parent=parent)
    return tuple(made.values())


def company(id: str = "C-1", grade: Any = dr.Grade.C, area: str = VILLAGE, **fields: Any) -> dr.Company:
    """A caterer in the village; `grade` is a Grade, None, or pairs of (period text, Grade)."""
    fields.setdefault("sectors", dr.Sector.CATERING)
    return dr.Company(id=id, area=area, grades=_by_period(grade), **fields)


def grounds(*pairs: tuple[str, dr.EscalationGround]) -> dr.Timeline[dr.EscalationGround]:
    """Grounds of an escalation by period: pairs of (period text, ground)."""
    return dr.Timeline(_by_period(pairs))


def _by_period(value: Any) -> Any:
    return tuple((period(text), entry) for text, entry in value) if isinstance(value, (list, tuple)) else value


def post(tier: dr.Tier = dr.Tier.TOWNSHIP, held: str | None = None, area: str | None = None, **fields: Any) -> dr.Post:
    """A post at a tier, in the main line's area of that tier unless given, held always unless given."""
    when = dr.ALWAYS if held is None else period(held)
    return dr.Post(tier=tier, area=area or AREA_OF[tier], period=when, **fields)


def supervisor(
    id: str = "S-1", tier: dr.Tier = dr.Tier.TOWNSHIP, *, area: str | None = None, posts: Any = None
) -> dr.Supervisor:
    """A supervisor with one post at the tier, or with the posts given."""
    return dr.Supervisor(id=id, posts=post(tier, area=area) if posts is None else posts)


def team(*roles: dr.TeamRole, **held: str) -> tuple[dr.TeamMember, ...]:
    """A member for each role, always; by keyword, for a period: `team(ASSISTANT="2023-01-01/2023-03-31")`."""
    always = [dr.TeamMember(role=role, member=f"M-{role.value}") for role in roles]
    bounded = [
        dr.TeamMember(role=dr.TeamRole[role], member=f"M-{role}", period=period(text)) for role, text in held.items()
    ]
    return (*always, *bounded)


def relation(
    id: str = "A-1",
    company: str = "C-1",
    supervisor: str = "S-1",
    held: str = f"{BINDS}/..",
    *,
    team: Sequence[dr.TeamMember] = (),
    **fields: Any,
) -> dr.Assignment:
    """A supervision relation for the period written in `held`."""
    return dr.Assignment(id=id, company=company, supervisor=supervisor, period=period(held), team=team, **fields)


def change(
    on: str,
    cause: dr.ChangeCause = dr.ChangeCause.PERSONNEL,
    *,
    id: str = "CH-1",
    supervisor: str = "S-1",
    decided: str | None = None,
    known: str | None = None,
    **fields: Any,
) -> dr.Change:
    """A change of a supervisor on a day."""
    return dr.Change(
        id=id,
        supervisor=supervisor,
        cause=cause,
        on=day(on),
        decided=None if decided is None else day(decided),
        known=None if known is None else day(known),
        **fields,
    )


def visit(on: str, *, id: str = "", company: str = "C-1", visitor: str = "S-1", occasions: Any = ()) -> dr.Visit:
    """A visit on site on a day; its id is made from the company and the day unless given."""
    return dr.Visit(
        id=id or f"V-{company}-{visitor}-{on}", company=company, visitor=visitor, on=day(on), occasions=occasions
    )


def claim(kind: str, held: str | None = None, area: str | None = None) -> dr.Claim:
    """A claim that records of a kind are complete, always and everywhere unless given."""
    return dr.Claim(kind=kind, area=area, period=dr.ALWAYS if held is None else period(held))


EVERYTHING = tuple(claim(kind) for kind in COLLECTIONS)
"""Claims for every kind of record, always and everywhere."""


def everything_but(*kinds: str) -> tuple[dr.Claim, ...]:
    """Claims for every kind of record except these."""
    return tuple(made for made in EVERYTHING if made.kind not in kinds)


def in_order(record: dr.ControlRecord) -> dr.ControlRecord:
    """The record, with no day of a problem before its own."""

    def later(on: dt.date | None) -> dt.date | None:
        return on and max(on, record.on)

    found = [
        attrs.evolve(one, rectify_by=later(one.rectify_by), rectified=later(one.rectified)) for one in record.problems
    ]
    return attrs.evolve(record, problems=found)


def registry(*facts: Any, complete: Iterable[dr.Claim] = EVERYTHING) -> dr.Registry:
    """A registry of the facts given, sorted into their collections, with the areas."""
    name_of = {kind: name for name, kind in COLLECTIONS.items()}
    collections: dict[str, list[Any]] = defaultdict(list)
    collections["areas"] += areas()
    for fact in facts:
        collections[name_of[type(fact)]].append(fact)
    return dr.Registry(**collections, complete=complete)


def single(*, grade: Any = dr.Grade.C, posts: Any = None, ground: Any = None) -> dr.Registry:
    """One company and one supervisor who answers for it: of a township unless `posts` (a post or several) says so."""
    return registry(company(grade=grade, grounds=ground), supervisor(posts=posts or post()), relation())


def report(
    facts: dr.Registry,
    *rules: str,
    as_of: str,
    since: str = BINDS,
    known_by: str | None = None,
    readings: Mapping[str, str] | None = None,
    calendar: dr.WorkCalendar | None = None,
) -> dr.Report:
    """The report on some rules (all, if none is named) for a window, by the readings given."""
    book = dr.rulebook("suining-2022").with_readings(readings or {})
    made = dr.audit(
        facts,
        book,
        since=day(since),
        as_of=day(as_of),
        known_by=None if known_by is None else day(known_by),
        rules=rules or ("*",),
        calendar=calendar,
    )
    assert_each_fact_has_a_sentence(made)
    return made


NOT_IN_A_SENTENCE = {"adds", "cites", "calendar-days", "worked-back", "working-days"}
"""What an explanation is made from beside its facts: clauses cited, and days that it counts one by one."""


def assert_each_fact_has_a_sentence(made: dr.Report) -> None:
    """What a rule tells of its findings is of a kind that there are words for, with a value for each place in them."""
    for finding in made.findings:
        for kind, *values in finding.ingredients:
            assert kind in NOT_IN_A_SENTENCE or len(SENTENCES[kind].fields) == len(values), (finding.id, kind)


def findings(facts: dr.Registry, *rules: str, **window: Any) -> tuple[dr.Finding, ...]:
    """The findings of `report`, in order."""
    return tuple(report(facts, *rules, **window).findings)


def by_rule(facts: dr.Registry, *rules: str, **window: Any) -> dict[str, tuple[dr.Finding, ...]]:
    """The findings by rule id; a rule without findings isn't in."""
    sorted_out: dict[str, tuple[dr.Finding, ...]] = {}
    for finding in findings(facts, *rules, **window):
        sorted_out[finding.rule_id] = (*sorted_out.get(finding.rule_id, ()), finding)
    return sorted_out


def the_finding(facts: dr.Registry, *rules: str, **window: Any) -> dr.Finding:
    """The one finding that there is; an error if there are more or none."""
    (only,) = findings(facts, *rules, **window)
    return only


def outcome(finding: dr.Finding) -> tuple[str, str | None]:
    """Status and reason, as `("VIOLATED", "seat-vacant")`."""
    return finding.status.value, finding.reason


def run(finding: dr.Finding) -> tuple[str, str | None, str, str | None]:
    """Status, reason, the day it arose and the day it closed, as ISO strings."""
    closed = None if finding.closed is None else finding.closed.isoformat()
    return finding.status.value, finding.reason, finding.arose.isoformat(), closed


LEFTOVERS = ("{", "}", "None", "datetime", "<", "9999")
"""What an explanation never shows: places not filled in, and stand-ins for days without end."""


def is_told_in_words(finding: dr.Finding) -> bool:
    """Whether its explanation reads as words in both languages, with nothing of the machinery left over."""
    for lang in ("zh", "en"):
        explained = finding.explain(lang=lang)
        kinds = [section.kind for section in explained.sections]
        if not {"norm", "conclusion"} <= set(kinds) or (finding.reason or "") not in explained:
            return False
        if any(left in explained for left in LEFTOVERS) or re.search(
            r"(?<!\d)1年1月1日|(?<!\d)1 January 1\b", explained
        ):
            return False
    return True
