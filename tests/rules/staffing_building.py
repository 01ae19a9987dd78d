"""Companies, staff, bars and checklists for the tests of staffing.* and template.adopted, in the field's terms.

nursery = company(kind=Kind.NURSERY_CANTEEN, diners=300)
assert asks(nursery, "2023-06-30", NATIONAL) == NEEDED
facts = registry(caterer(), officer("P-1", "2022-11-01/2023-03-31"), bar("P-1", "2021-03-05"))
owner = registry(company(grade=dr.Grade.B), checklist("CATERING-B-DAILY"))
"""

from typing import Any

import dual_responsibility as dr

from .building import company, day, findings, period, registry

Kind, Size = dr.CompanyKind, dr.CompanySize
DIRECTOR, OFFICER = "staffing.director", "staffing.officer"
ADOPTED = "template.adopted"

SOURCE = {"canteen-director": "source"}
NATIONAL = {"canteen-director": "national"}
STANDS_IN = {"template-items": "model-stands-in"}

NEEDED, NOT_NEEDED = "needed", "not needed"

FIRST_RULE, SECOND_RULE = "2022-11-01", "2025-04-15"
"""The days on which the national rules of 2022 and of 2025 came into force."""


def caterer(id: str = "C-1", **fields: Any) -> dr.Company:
    """A large caterer: needs a director and an officer, by both national rules (art. 5; art. 6)."""
    return company(id, kind=Kind.CATERER, size=Size.LARGE, **fields)


def staff(role: dr.StaffRole, person: str, held: str, company: str = "C-1", **fields: Any) -> dr.Staff:
    """Somebody in office for the period written in `held`."""
    return dr.Staff(company=company, person=person, role=role, period=period(held), **fields)


def director(person: str = "P-1", held: str = "2022-11-01/..", company: str = "C-1", **fields: Any) -> dr.Staff:
    """A food safety director."""
    return staff(dr.StaffRole.DIRECTOR, person, held, company, **fields)


def officer(person: str = "P-1", held: str = "2022-11-01/..", company: str = "C-1", **fields: Any) -> dr.Staff:
    """A food safety officer."""
    return staff(dr.StaffRole.OFFICER, person, held, company, **fields)


def bar(
    person: str = "P-1", on: str = "2021-03-05", ground: dr.BarGround = dr.BarGround.LICENCE_REVOKED, **fields: Any
) -> dr.Bar:
    """A decision that bars a person."""
    return dr.Bar(person=person, on=day(on), ground=ground, **fields)


def asks(about: dr.Company, on: str, readings: dict[str, str] | None = None, rule: str = DIRECTOR) -> str | set[str]:
    """What a rule says on a day of a company without staff: NEEDED, NOT_NEEDED, or why that can't be told."""
    found = findings(registry(about), rule, since=on, as_of=on, readings=readings)
    reasons = {finding.reason or "" for finding in found}
    if not reasons:
        return NOT_NEEDED
    if reasons == {f"{rule.partition('.')[2]}-missing"}:
        return NEEDED
    assert {finding.status for finding in found} == {dr.Status.UNDETERMINED}
    return reasons


def item(id: str, refines: str | None = None, **fields: Any) -> dr.ChecklistItem:
    """An item of a company's own checklist."""
    return dr.ChecklistItem(id=id, refines=refines, **fields)


def checklist(
    adopts: str | None = None,
    held: str = "2022-11-01/..",
    *items: dr.ChecklistItem,
    sector: dr.Sector = dr.Sector.CATERING,
    cycle: dr.Cycle = dr.Cycle.DAILY,
    company: str = "C-1",
    **fields: Any,
) -> dr.Checklist:
    """A checklist in use for the period written in `held`, a daily one of a caterer unless given."""
    return dr.Checklist(
        company=company, sector=sector, cycle=cycle, adopts=adopts, items=items, period=period(held), **fields
    )


def whole_set(grade: str, held: str = "2022-11-01/..", sector: dr.Sector = dr.Sector.CATERING) -> list[dr.Checklist]:
    """Checklists for all three cycles, each of which takes over the template of that grade."""
    return [checklist(f"{sector.value}-{grade}-{cycle.value}", held, sector=sector, cycle=cycle) for cycle in dr.Cycle]
