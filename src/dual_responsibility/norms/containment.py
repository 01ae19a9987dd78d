"""Whether one checklist contains another, and what is missing or weakened (“包括但不限于”) (§8.6).

Callers: users; templates, when they are extended; the rule template.adopted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, runtime_checkable

import attrs

from .._frozen import FrozenMap
from ..company_terms import ItemKind
from ..errors import Problem, pointer
from ..vocabulary import Text

__all__ = ["FAULTS", "Asked", "Containment", "HasItems", "contains", "items_of"]

FAULTS = FrozenMap(
    {
        "limit-wider": Text("限值放宽", "a wider limit"),
        "made-optional": Text("由必填改为选填", "required made optional"),
        "kind-changed": Text("检查方式改变", "another kind of answer"),
        "unit-changed": Text("单位改变", "another unit"),
    }
)
"""How an item can be weakened, by code."""


class Asked(Protocol):
    """What an item of any checklist says of itself: a template's, or a company's own."""

    @property
    def id(self) -> str:
        """Its id."""
        raise NotImplementedError

    @property
    def kind(self) -> ItemKind:
        """How it is answered."""
        raise NotImplementedError

    @property
    def unit(self) -> str | None:
        """The unit of a measure."""
        raise NotImplementedError

    @property
    def at_least(self) -> float | None:
        """The least that a measure may be."""
        raise NotImplementedError

    @property
    def at_most(self) -> float | None:
        """The most that a measure may be."""
        raise NotImplementedError

    @property
    def required(self) -> bool:
        """Whether it has to be answered."""
        raise NotImplementedError

    @property
    def refines(self) -> str | None:
        """The id of the item that it makes finer."""
        raise NotImplementedError


@runtime_checkable
class HasItems(Protocol):
    """A checklist of any kind: a template."""

    @property
    def items(self) -> Iterable[Asked]:
        """Its items."""
        raise NotImplementedError


@attrs.frozen
class Containment:
    """How a checklist compares with the one that it has to contain (包含关系).

    True if it contains it.

    Attributes:
        missing: the ids of the items that it lacks.
        weakened: by id, how it weakens an item: ``limit-wider``, ``made-optional``, ``kind-changed``
            or ``unit-changed``.

    >>> from dual_responsibility import rulebook
    >>> template = rulebook("suining-2022").templates.template("CATERING-D-DAILY")
    >>> found = contains(template, template.items[1:])
    >>> bool(found), found.missing
    (False, ('catering.daily.fit-for-work',))
    """

    missing: tuple[str, ...]
    weakened: FrozenMap[str, tuple[str, ...]]

    def __bool__(self) -> bool:
        return not self.missing and not self.weakened

    def problems(self) -> tuple[Problem, ...]:
        """What is missing or weakened, one problem for each item."""
        gone = (
            Problem("item-missing", pointer("items", id), Text(f"缺少检查项 {id!r}", f"the item {id!r} is missing"))
            for id in self.missing
        )
        weak = (
            Problem(
                "item-weakened",
                pointer("items", id),
                Text(
                    f"检查项 {id!r} 被削弱：{'、'.join(FAULTS[f].zh for f in faults)}",
                    f"the item {id!r} is weakened: {', '.join(FAULTS[f].en for f in faults)}",
                ),
            )
            for id, faults in self.weakened.items()
        )
        return (*gone, *weak)


def contains(base: HasItems | Iterable[Asked], own: HasItems | Iterable[Asked]) -> Containment:
    """Whether a checklist contains every item of another, and what is missing or weakened (§8.6).

    An item is there if the other has one of its id that asks no less: the same kind and unit, limits
    as narrow, required if it was. Where it has none of its id, if the other makes it finer: items that name it in ``refines``,
    at least one of which asks no less, and none of which has a wider limit. A question of yes or no
    may be refined into any kind of item. What a template's :attr:`~Template.refined` says was refined
    once before is followed to the item that it came from.

    Args:
        base: the template, or its items.
        own: the checklist, or its items: the template's class or a registry's ``ChecklistItem``.

    >>> from dual_responsibility import Cycle, Grade, Sector, rulebook
    >>> matrix = rulebook("suining-2022").templates
    >>> low, high = (matrix[Sector.CATERING, grade, Cycle.DAILY] for grade in (Grade.D, Grade.A))
    >>> bool(contains(low, high)), len(contains(high, low).missing) == len(high.items) - len(low.items)
    (True, True)
    """
    by_id: dict[str, Asked] = {}
    finer: defaultdict[str, list[Asked]] = defaultdict(list)
    before: Mapping[str, str] = getattr(own, "refined", {})
    for item in items_of(own):
        by_id[item.id] = item
        for coarser in _refined_by(item, before):
            finer[coarser].append(item)
    missing: list[str] = []
    weakened: dict[str, tuple[str, ...]] = {}
    for wanted in items_of(base):
        same = by_id.get(wanted.id)
        if same is None and wanted.id not in finer:
            missing.append(wanted.id)
            continue
        faults = _faults_of_finer(wanted, finer[wanted.id]) if same is None else [*_faults(wanted, same)]
        if faults:
            weakened[wanted.id] = tuple(dict.fromkeys(faults))
    return Containment(tuple(missing), FrozenMap(weakened))


def _refined_by(item: Asked, before: Mapping[str, str]) -> Iterator[str]:
    """What an item makes finer, and what that had made finer before it was left out."""
    coarser, passed = item.refines, {item.id}
    while coarser is not None and coarser not in passed:
        yield coarser
        passed.add(coarser)
        coarser = before.get(coarser)


def items_of(checklist: HasItems | Iterable[Asked]) -> Iterable[Asked]:
    """The items of a template, or the items as they are."""
    return checklist.items if isinstance(checklist, HasItems) else checklist


def _faults(wanted: Asked, item: Asked) -> Iterator[str]:
    if item.kind is not wanted.kind:
        yield "kind-changed"
    elif item.unit != wanted.unit:
        yield "unit-changed"
    elif _is_wider(wanted, item):
        yield "limit-wider"
    if wanted.required and not item.required:
        yield "made-optional"


def _faults_of_finer(wanted: Asked, finer: Iterable[Asked]) -> list[str]:
    each = [[*_faults(wanted, item)] for item in finer]
    if wanted.kind is ItemKind.YES_NO:
        each = [[fault for fault in faults if fault != "kind-changed"] for faults in each]
    found = [fault for faults in each for fault in faults]
    return found if "limit-wider" in found or all(each) else []


def _is_wider(wanted: Asked, item: Asked) -> bool:
    least, most = item.at_least, item.at_most
    # Asked this way round, a limit that is no number (NaN) is no limit.
    below = wanted.at_least is not None and not (least is not None and least >= wanted.at_least)
    above = wanted.at_most is not None and not (most is not None and most <= wanted.at_most)
    return below or above
