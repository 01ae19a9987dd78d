"""commitment.*, notice-card.*, know.*: owed by who is in force, with no deadline in the source (§7.1, §11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from ..facts.conduct import ListVersion
from ..findings import Finding, Obligation
from ..vocabulary import Grade, ListKind
from .base import UNDETERMINED, Ingredients, UndatedRule
from .coverage import relation
from .days import OPEN, Days, joined, outside, overlap
from .files import CompanyFile, Held, Span, SupervisorFile, value_on
from .view import View

Relations = list[tuple[CompanyFile, Span]]


class LetterSigned(UndatedRule):
    """commitment.signed: the supervisor in force has signed the letter (§2.1, §11.1)."""

    about = "supervisor"
    claim_kind = "commitments"

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.any_of_area = self.chosen("letter-signer", "area")
        self.each_post = self.chosen("letter-renewal", "each-post")
        self.of_d = view.book.reading("letter-d")

    def judge(self, file: SupervisorFile) -> list[Finding]:
        """One finding for each post in force, or one in all, of a supervisor in force."""
        relations = file.in_force
        if not relations:
            return []
        only_d = all([value_on(company.grades, self.as_of) is Grade.D for company, _ in relations])
        if only_d and self.of_d == "not-owed":
            return []
        arose = _in_office_since(self.as_of, file, relations)
        held = file.posts_in_force
        if self.each_post:
            by_area = {post.post.area: post for post in sorted(held, key=lambda post: post.start)}
            held = [by_area[area] for area in sorted(by_area)]
        else:
            held = held[:1]
        silent = only_d and self.of_d == "silent"
        return [self._letter(file, relations, post, arose, silent) for post in held or (None,)]

    def _letter(
        self, file: SupervisorFile, relations: Relations, held: Held | None, arose: dt.date, silent: bool
    ) -> Finding:
        company, span = relations[0]
        area = company.company.area if held is None else held.post.area
        begun = held.start if held is not None and self.each_post else dt.date.min
        arose = max(arose, begun)
        letters = [
            letter
            for letter in self._letters(file, {area} if self.each_post else {area, *map(_area_of, file.posts_in_force)})
            if letter.on >= begun and (not self.each_post or letter.area in (None, area))
        ]
        first = min(letters, key=lambda letter: (letter.on, letter.supervisor), default=None)
        met = first and (first.on, (("letter", first.supervisor, first.on),))
        facts: Ingredients = (relation(span), ("no-letter", file.ref.id, len(relations)))
        trigger = area if self.each_post else "letter"
        if met is None and silent:
            obligation = Obligation(self.rule_id, file.ref, file.ref, trigger, arose, None)
            return self.found(obligation, UNDETERMINED, "source-silent", None, facts)
        return self.undated(file.ref, file.ref, trigger, arose, area, met, facts)

    def _letters(self, file: SupervisorFile, areas: Iterable[str]) -> list[Any]:
        own = self.view.registry.of_supervisor("commitments", file.ref.id)
        letters = [letter for letter in own if self.view.happened(letter, letter.on)]
        given = self.view.letters_by_area if self.any_of_area else {}
        return [*letters, *(letter for area in areas for letter in given.get(area, ()))]


class CardDisplayed(UndatedRule):
    """notice-card.displayed: the company shows the card of the supervisor in force (§11.2)."""

    claim_kind = "notice_cards"

    def judge(self, file: CompanyFile) -> list[Finding]:
        """One finding for each relation in force."""
        as_of = self.as_of
        if not file.operates_on(as_of):
            return []
        begun = max([first for first, _ in file.operating if first <= as_of])
        found = []
        for span in file.spans:
            if span.start <= as_of <= span.end:
                supervisor = span.assignment.supervisor
                shown = self._shown(file, supervisor)
                met = None if shown is None else (shown, (("card", supervisor, shown),))
                facts: Ingredients = () if met else (relation(span), ("no-card", supervisor))
                arose = max(begun, span.start)
                found.append(self.undated(file.ref, file.ref, span.assignment.id, arose, file.company.area, met, facts))
        return found

    def _shown(self, file: CompanyFile, supervisor: str) -> dt.date | None:
        cards = self.view.registry.of_company("notice_cards", file.company.id)
        shown = [
            days
            for card in cards
            if card.supervisor == supervisor and (days := self.view.days(card, card.displayed)) is not None
        ]
        for first, last in joined(shown) if len(shown) > 1 else shown:
            if first <= self.as_of <= last:
                return first
        return None


class ListKnown(UndatedRule):
    """know.*: the list in force has been acknowledged (§7.1)."""

    about = "supervisor"
    claim_kind = "acknowledgements"
    kind: ListKind

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.nearest = self.chosen("list-version", "nearest")
        self._known: dict[tuple[tuple[str, Days], ...], dict[str, dt.date]] = {}
        self.by_area: dict[str, list[tuple[Days, ListVersion]]] = {}
        for days, version in view.list_versions:
            if version.kind is self.kind:
                self.by_area.setdefault(version.area, []).append((days, version))

    def judge(self, file: SupervisorFile) -> list[Finding]:
        """One finding for each version in force for a supervisor in force."""
        relations = file.in_force
        if not relations:
            return []
        company, span = relations[0]
        arose = _in_office_since(self.as_of, file, relations)
        now = [held.post.area for held in file.posts_in_force]
        areas = _areas_by_day(file, arose)
        versions = self._known.get(areas)
        if versions is None:
            versions = self._known[areas] = self._versions(areas)
        if not versions:
            facts: Ingredients = (relation(span), ("no-list", self.kind))
            obligation = Obligation(self.rule_id, file.ref, file.ref, self.kind.value, arose, None)
            return [self.found(obligation, UNDETERMINED, "list-not-on-record", None, facts)]
        known = [
            fact
            for fact in self.view.registry.of_supervisor("acknowledgements", file.ref.id)
            if self.view.happened(fact, fact.on)
        ]
        found = []
        for id, owed in versions.items():
            first = min([fact.on for fact in known if fact.list_version == id], default=None)
            met = None if first is None else (first, (("acknowledged", file.ref.id, id, first),))
            facts = () if met else (relation(span), ("not-acknowledged", file.ref.id, id, self.kind))
            found.append(
                self.undated(
                    file.ref, file.ref, id, max(arose, owed), now[0] if now else company.company.area, met, facts
                )
            )
        return found

    def _versions(self, posts: Iterable[tuple[str, Days]]) -> dict[str, dt.date]:
        """The versions to know, in order of id, each with the day since when without a break."""
        found: dict[str, list[Days]] = {}
        for area, days in posts:
            left = [days]
            for above in self.view.registry.lineage[area]:
                versions = self.by_area.get(above, [])
                for in_force, version in versions:
                    found.setdefault(version.id, []).extend(part for one in left for part in overlap(one, [in_force]))
                if self.nearest:
                    taken = joined(in_force for in_force, _ in versions)
                    left = [gap for one in left for gap in outside(one, taken)]
        since = (
            (id, first)
            for id, parts in sorted(found.items())
            for first, last in joined(parts)
            if first <= self.as_of <= last
        )
        return dict(since)


class ResponsibilityListKnown(ListKnown):
    """know.responsibility-list (责任清单) (§7.1)."""

    kind = ListKind.RESPONSIBILITY


class TaskListKnown(ListKnown):
    """know.task-list (任务清单) (§7.1)."""

    kind = ListKind.TASK


class SupervisionListKnown(ListKnown):
    """know.supervision-list (督查清单) (§7.1)."""

    kind = ListKind.SUPERVISION


def _in_office_since(as_of: dt.date, file: SupervisorFile, in_force: Relations) -> dt.date:
    """Since when somebody in force has had an operating company to answer for, whichever, without a break."""
    if len(in_force) == len(file.relations) and all([len(company.operating) == 1 for company, _ in in_force]):
        # All that there ever was is in force.
        return min([max(span.start, company.operating[0][0]) for company, span in in_force])
    held = (days for company, span in file.relations for days in overlap((span.start, span.end), company.operating))
    return next(first for first, last in joined(held) if first <= as_of <= last)


def _areas_by_day(file: SupervisorFile, since: dt.date) -> tuple[tuple[str, Days], ...]:
    """The areas of the posts; where none is on record, of the company answered for, the first by id."""
    found = [(held.post.area, (held.start, held.end)) for held in file.posts]
    if len(found) == 1 and found[0][1][0] <= since and found[0][1][1] == OPEN:
        # What was before somebody was in office matters nothing.
        return ((found[0][0], (dt.date.min, OPEN)),)
    left = outside((dt.date.min, OPEN), joined(days for _, days in found))
    for company, span in file.relations:
        own = [part for days in left for part in overlap(days, overlap((span.start, span.end), company.operating))]
        found += [(company.company.area, days) for days in own]
        left = [gap for days in left for gap in outside(days, own)]
    return tuple(found)


def _area_of(held: Held) -> str:
    return held.post.area
