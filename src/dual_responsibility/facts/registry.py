"""All the facts of a jurisdiction, checked once, with quick look-ups, and cut into parts.

Callers: users build one; ``audit`` and ``agenda`` read it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import attrs

from .._frozen import FrozenMap
from ..errors import Problem, RegistryError, UnknownIdError
from ..vocabulary import Tier
from .areas import Area, Claim
from .assignments import Assignment
from .base import no_extensions
from .checks import column_problems
from .companies import Company, CompanyChange, Pause
from .conduct import Acknowledgement, Commitment, Emergency, KeyPeriod, ListVersion, NoticeCard, Visit
from .controls import Checklist, ControlLog, ControlRecord, GradeTally, RegularClosing
from .hashing import facts_hash
from .hazards import Hazard
from .mechanisms import Mechanism
from .parts import BY_AREA, BY_COMPANY, BY_SUPERVISOR, Owned, carried, shares
from .plans import Plan
from .reviews import Leader, Review, ReviewSelection
from .staff import Bar, Staff
from .supervisors import Change, Supervisor
from .wholes import has_text_id, whole_problems

__all__ = ["COLLECTIONS", "Registry"]

COLLECTIONS: Mapping[str, type] = FrozenMap(
    {
        "areas": Area,
        "companies": Company,
        "supervisors": Supervisor,
        "assignments": Assignment,
        "changes": Change,
        "company_changes": CompanyChange,
        "commitments": Commitment,
        "list_versions": ListVersion,
        "acknowledgements": Acknowledgement,
        "notice_cards": NoticeCard,
        "key_periods": KeyPeriod,
        "emergencies": Emergency,
        "visits": Visit,
        "pauses": Pause,
        "regular_closings": RegularClosing,
        "checklists": Checklist,
        "control_logs": ControlLog,
        "control_records": ControlRecord,
        "staff": Staff,
        "bars": Bar,
        "grade_tallies": GradeTally,
        "mechanisms": Mechanism,
        "plans": Plan,
        "leaders": Leader,
        "review_selections": ReviewSelection,
        "reviews": Review,
        "hazards": Hazard,
    }
)
"""The collections of a registry and the class of each; a Claim's kind is one of these names."""


def as_tuple(facts: Iterable[Any]) -> tuple[Any, ...]:
    """The facts as a tuple."""
    return tuple(facts)


@attrs.frozen(kw_only=True)
class Registry:
    """All the facts of a jurisdiction (台账), one collection a type of fact.

    Malformed data raise one error that lists every problem; facts that break a rule load.

    Attributes:
        areas: the tree of areas.
        companies: the companies under supervision.
        supervisors: the supervisors, with their posts.
        assignments: who supervises which company.
        changes: events after which a supervisor has to be replaced.
        company_changes: changes of companies' status.
        commitments: letters signed.
        list_versions: versions of the three lists.
        acknowledgements: who acknowledged which list.
        notice_cards: cards on display.
        key_periods: key periods of areas.
        emergencies: emergencies at companies or in areas.
        visits: visits on site.
        pauses: pauses of business that are on record.
        regular_closings: days on which companies are regularly closed.
        checklists: the checklists that companies work with.
        control_logs: the days for which companies kept their records.
        control_records: records in full, of those companies that have them.
        staff: directors and officers of companies.
        bars: decisions that bar persons from such posts.
        grade_tallies: counts of companies by business line.
        mechanisms: the coordination mechanism of a city, and the leading groups of its counties and parks.
        plans: plans of work with their milestones.
        leaders: who holds an office that reports on its duties.
        review_selections: which supervisors were picked to report.
        reviews: reports on duties and their review.
        hazards: food safety hazards from the whistle on.
        complete: the claims that records are complete.
        extensions: data of other systems, kept and handed back.
        owned: what a part answers for; None in a registry that answers for all it holds.

    Raises:
        RegistryError: the facts are malformed; it lists every problem.

    >>> from dual_responsibility import Area, Tier
    >>> Registry(areas=[Area(id="5109", tier=Tier.CITY), Area(id="5109", tier=Tier.CITY, parent="51")])
    Traceback (most recent call last):
    ...
    dual_responsibility.errors.RegistryError: /areas/1/id: the id '5109' is that of /areas/0 too (duplicate-id)
    /areas/1/parent: there is no '51' among the areas; add it, or correct the id (unknown-reference)
    """

    areas: tuple[Area, ...] = attrs.field(default=(), converter=as_tuple)
    companies: tuple[Company, ...] = attrs.field(default=(), converter=as_tuple)
    supervisors: tuple[Supervisor, ...] = attrs.field(default=(), converter=as_tuple)
    assignments: tuple[Assignment, ...] = attrs.field(default=(), converter=as_tuple)
    changes: tuple[Change, ...] = attrs.field(default=(), converter=as_tuple)
    company_changes: tuple[CompanyChange, ...] = attrs.field(default=(), converter=as_tuple)
    commitments: tuple[Commitment, ...] = attrs.field(default=(), converter=as_tuple)
    list_versions: tuple[ListVersion, ...] = attrs.field(default=(), converter=as_tuple)
    acknowledgements: tuple[Acknowledgement, ...] = attrs.field(default=(), converter=as_tuple)
    notice_cards: tuple[NoticeCard, ...] = attrs.field(default=(), converter=as_tuple)
    key_periods: tuple[KeyPeriod, ...] = attrs.field(default=(), converter=as_tuple)
    emergencies: tuple[Emergency, ...] = attrs.field(default=(), converter=as_tuple)
    visits: tuple[Visit, ...] = attrs.field(default=(), converter=as_tuple)
    pauses: tuple[Pause, ...] = attrs.field(default=(), converter=as_tuple)
    regular_closings: tuple[RegularClosing, ...] = attrs.field(default=(), converter=as_tuple)
    checklists: tuple[Checklist, ...] = attrs.field(default=(), converter=as_tuple)
    control_logs: tuple[ControlLog, ...] = attrs.field(default=(), converter=as_tuple)
    control_records: tuple[ControlRecord, ...] = attrs.field(default=(), converter=as_tuple)
    staff: tuple[Staff, ...] = attrs.field(default=(), converter=as_tuple)
    bars: tuple[Bar, ...] = attrs.field(default=(), converter=as_tuple)
    grade_tallies: tuple[GradeTally, ...] = attrs.field(default=(), converter=as_tuple)
    mechanisms: tuple[Mechanism, ...] = attrs.field(default=(), converter=as_tuple)
    plans: tuple[Plan, ...] = attrs.field(default=(), converter=as_tuple)
    leaders: tuple[Leader, ...] = attrs.field(default=(), converter=as_tuple)
    review_selections: tuple[ReviewSelection, ...] = attrs.field(default=(), converter=as_tuple)
    reviews: tuple[Review, ...] = attrs.field(default=(), converter=as_tuple)
    hazards: tuple[Hazard, ...] = attrs.field(default=(), converter=as_tuple)
    complete: tuple[Claim, ...] = attrs.field(default=(), converter=as_tuple)
    extensions: FrozenMap[str, Any] | None = attrs.field(default=None, converter=no_extensions)
    owned: Owned | None = None

    def __attrs_post_init__(self) -> None:
        problems = [*self._problems()]
        if problems:
            raise RegistryError(problems)

    def _problems(self) -> Iterator[Problem]:
        ids = {
            name: {fact.id for fact in getattr(self, name) if has_text_id(fact)}
            for name in ("areas", "companies", "supervisors", "list_versions")
        }
        for name, kind in {**COLLECTIONS, "complete": Claim}.items():
            yield from column_problems(name, kind, getattr(self, name), ids)
        yield from whole_problems(self, COLLECTIONS)

    @cached_property
    def _ids(self) -> dict[str, dict[str, Any]]:
        return {name: {fact.id: fact for fact in getattr(self, name)} for name in ("areas", "companies", "supervisors")}

    def _get(self, collection: str, id: str) -> Any:
        try:
            return self._ids[collection][id]
        except KeyError:
            raise UnknownIdError.single(
                "unknown-id", f"/{collection}", f"没有编号 {id!r}", f"there is no {id!r} among the {collection}"
            ) from None

    def area(self, id: str) -> Area:
        """The area of that id.

        Raises:
            UnknownIdError: there is none.
        """
        area: Area = self._get("areas", id)
        return area

    def company(self, id: str) -> Company:
        """The company of that id.

        Raises:
            UnknownIdError: there is none.
        """
        company: Company = self._get("companies", id)
        return company

    def supervisor(self, id: str) -> Supervisor:
        """The supervisor of that id.

        Raises:
            UnknownIdError: there is none.
        """
        supervisor: Supervisor = self._get("supervisors", id)
        return supervisor

    @cached_property
    def lineage(self) -> Mapping[str, tuple[str, ...]]:
        """For each area, itself and all the areas that it lies in, nearest first."""
        parents = {area.id: area.parent for area in self.areas}
        lines: dict[str, tuple[str, ...]] = {}
        for id in parents:
            trail: list[str] = []
            here: str | None = id
            while here is not None and here not in lines:
                trail.append(here)
                here = parents[here]
            line = lines[here] if here is not None else ()
            for below in reversed(trail):
                line = (below, *line)
                lines[below] = line
        return MappingProxyType(lines)

    @cached_property
    def _by_company(self) -> dict[str, dict[str, tuple[Any, ...]]]:
        return {name: _grouped(getattr(self, name), "company") for name in BY_COMPANY}

    @cached_property
    def _by_supervisor(self) -> dict[str, dict[str, tuple[Any, ...]]]:
        return {name: _grouped(getattr(self, name), "supervisor") for name in ("assignments", *BY_SUPERVISOR)}

    def of_company(self, collection: str, company: str) -> tuple[Any, ...]:
        """The facts of one collection about one company, in the order given.

        >>> Registry().of_company("visits", "C-1")
        ()
        """
        return self._by_company[collection].get(company, ())

    def of_supervisor(self, collection: str, supervisor: str) -> tuple[Any, ...]:
        """The facts of one collection about one supervisor, in the order given."""
        return self._by_supervisor[collection].get(supervisor, ())

    @cached_property
    def _by_area(self) -> dict[str, dict[str, tuple[Any, ...]]]:
        return {name: _grouped(getattr(self, name), "area") for name in BY_AREA}

    def of_area(self, collection: str, area: str) -> tuple[Any, ...]:
        """The facts of one collection about one area itself, in the order given.

        >>> Registry().of_area("hazards", "5109")
        ()
        """
        return self._by_area[collection].get(area, ())

    @cached_property
    def _by_person(self) -> dict[str, tuple[Any, ...]]:
        return _grouped(self.staff, "person")

    def of_person(self, person: str) -> tuple[Staff, ...]:
        """The posts that a person holds in companies, in the order given."""
        return self._by_person.get(person, ())

    def owns(self, collection: str) -> tuple[str, ...]:
        """The ids of the companies, supervisors or areas that it answers for, in order of id."""
        if self.owned is None:
            return tuple(sorted(self._ids[collection]))
        owned: frozenset[str] = getattr(self.owned, collection)
        return tuple(sorted(owned))

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the facts, claims and extensions included, in hexadecimal: which facts these are.

        The order in which they were given doesn't count, and it is the same on every platform. A part
        has the hash of what it holds and answers for. What a later version adds to the facts changes
        no hash while it isn't used: fields at their default are left out.

        Raises:
            RegistryError: extensions hold something that JSON can't hold.

        >>> Registry().hash == Registry(extensions={}).hash, Registry().hash[:8]
        (True, '4b64e307')
        """
        return facts_hash(self)

    def replace(self, **collections: Any) -> Registry:
        """A changed copy, checked anew.

        Raises:
            RegistryError: the copy would be malformed.

        >>> Registry().replace(extensions={"system": "x"}).extensions["system"]
        'x'
        """
        return attrs.evolve(self, **collections)

    def subset(self, companies: Collection[str]) -> Registry:
        """The part that answers for these companies alone, with all the facts that their rules need.

        Raises:
            UnknownIdError: a company isn't there.
        """
        for id in companies:
            self.company(id)
        return self._part(Owned(frozenset(companies), frozenset(), frozenset()))

    def of_tier(self, area: str, tier: Tier) -> str | None:
        """The area of a tier that an area is, or lies in; None if there is none.

        >>> Registry(areas=[Area(id="5109", tier=Tier.CITY)]).of_tier("5109", Tier.CITY)
        '5109'
        """
        return next((id for id in self.lineage[area] if self.area(id).tier is tier), None)

    def part_of(self, supervisor: str) -> Registry:
        """The part that answers for a supervisor, the companies ever held, and the committees reported to.

        Raises:
            UnknownIdError: there is no such supervisor.
        """
        self.supervisor(supervisor)
        companies = frozenset(one.company for one in self.of_supervisor("assignments", supervisor))
        areas = {leader.area for leader in self.leaders if leader.person == supervisor}
        for selection in self.review_selections:
            if any(pick.supervisor == supervisor for pick in selection.picks):
                areas.add(selection.area)
        return self._part(Owned(companies, frozenset((supervisor,)), frozenset(areas)))

    def partition(self, n: int) -> tuple[Registry, ...]:
        """``n`` parts, each of which answers for some companies, supervisors and areas.

        Each carries, read-only, all the facts that their rules need under any reading: joining the
        reports of the parts gives the report of the whole.

        Raises:
            ValueError: ``n`` is less than 1.
        """
        if n < 1:
            raise ValueError(f"n must be at least 1, not {n}")
        return tuple(self._part(owned) for owned in shares(self, n))

    def _part(self, owned: Owned) -> Registry:
        return self.replace(**carried(self, owned), owned=owned)


def _grouped(facts: Iterable[Any], key: str) -> dict[str, tuple[Any, ...]]:
    id_of = attrgetter(key)
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for fact in facts:
        found[id_of(fact)].append(fact)
    return {id: tuple(group) for id, group in found.items()}
