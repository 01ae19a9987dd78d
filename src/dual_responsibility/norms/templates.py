"""Templates of companies' checklists, and whether one checklist contains another (§8).

Callers: users, through ``book.templates``; the rule template.adopted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, Protocol

import attrs

from .._frozen import FrozenMap
from ..company_terms import ItemKind, StaffRole
from ..errors import Problem, TemplateError, pointer
from ..vocabulary import Cycle, Grade, Sector, Text
from .citation import Citation

__all__ = ["Containment", "Header", "Item", "Part", "Risk", "Template", "contains"]

FAULTS = FrozenMap(
    {
        "limit-wider": Text("限值放宽", "a wider limit"),
        "made-optional": Text("由必填改为选填", "required made optional"),
        "kind-changed": Text("检查方式改变", "another kind of answer"),
        "unit-changed": Text("单位改变", "another unit"),
    }
)
"""How an item can be weakened, by code."""

Origin = Literal["clause", "model", "city", "company"]


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


@attrs.frozen
class Risk:
    """A food safety risk of a sector (食品安全风险点), which items answer to (§8.5).

    Attributes:
        id: its id.
        text: what may go wrong.
    """

    id: str
    text: Text


@attrs.frozen(kw_only=True)
class Item:
    """An item of a template (检查项) (§8.5).

    Attributes:
        id: its stable id, such as ``catering.daily.core-temperature``.
        text: what it asks.
        kind: how it is answered.
        part: the id of the part that it stands in.
        risk: the risk that it answers to; None of an item that somebody added.
        unit: the unit of a measure.
        at_least: the least that a measure may be, in; None without such a limit.
        at_most: the most that a measure may be, in; None without such a limit.
        required: whether it has to be answered.
        refines: the id of the item that it makes finer; None if none.
        origin: ``clause`` if a published rule demands it, ``model`` if it is our model item, which
            the city may replace, ``city`` or ``company`` if one of these added it.
        citations: the clauses it rests on; none unless its origin is ``clause``.
        because: why it is asked of some grades alone; None if higher grades are asked it too.

    >>> item = Item(id="own.fridge-2", text=Text("2号冷柜温度", "fridge 2"), kind=ItemKind.MEASURE, unit="℃", at_most=8)
    >>> item.at_most, item.origin
    (8.0, 'company')
    """

    id: str
    text: Text
    kind: ItemKind = ItemKind.YES_NO
    part: str | None = None
    risk: Risk | None = None
    unit: str | None = None
    at_least: float | None = attrs.field(default=None, converter=attrs.converters.optional(float))
    at_most: float | None = attrs.field(default=None, converter=attrs.converters.optional(float))
    required: bool = True
    refines: str | None = None
    origin: Origin = "company"
    citations: tuple[Citation, ...] = ()
    because: Text | None = None


@attrs.frozen
class Part:
    """A part of a template (部分).

    Attributes:
        id: its id.
        title: its title.
        items: its items, in order.
    """

    id: str
    title: Text
    items: tuple[Item, ...]


@attrs.frozen
class Header:
    """A field to fill in above or below the items (表头栏目).

    Attributes:
        id: its id.
        label: its label.
        at_foot: whether it stands below the items.
    """

    id: str
    label: Text
    at_foot: bool = False


@attrs.frozen
class Containment:
    """How a checklist compares with the one that it has to contain (包含关系).

    True if it contains it.

    Attributes:
        missing: the ids of the items that it lacks.
        weakened: by id, how it weakens an item: ``limit-wider``, ``made-optional``, ``kind-changed``
            or ``unit-changed``.
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


@attrs.frozen
class Template:
    """A cell of the matrix: the checklist of a sector, a grade and a cycle (企业落实主体责任模板) (§8).

    Attributes:
        sector: its sector.
        grade: its level, which is the supervision grade.
        cycle: its cycle.
        title: the document's official title.
        filled_by: who fills it in, by post; one of them does.
        signed_by: who signs it.
        heard: whom the signer hears; None if nobody.
        headers: the fields to fill in beside the items.
        parts: its parts, each with its items.

    >>> from dual_responsibility import Cycle, Grade, Sector, rulebook
    >>> template = rulebook("suining-2022").templates[Sector.CATERING, Grade.B, Cycle.DAILY]
    >>> template.id, template.title.zh
    ('CATERING-B-DAILY', '每日食品安全检查记录')
    """

    sector: Sector
    grade: Grade
    cycle: Cycle
    title: Text
    filled_by: tuple[StaffRole, ...]
    signed_by: tuple[StaffRole, ...]
    heard: StaffRole | None
    headers: tuple[Header, ...]
    parts: tuple[Part, ...]

    @property
    def id(self) -> str:
        """Its id: sector, grade and cycle."""
        return f"{self.sector.value}-{self.grade.value}-{self.cycle.value}"

    @property
    def items(self) -> tuple[Item, ...]:
        """All its items, part by part."""
        return tuple(item for part in self.parts for item in part.items)

    def item(self, id: str) -> Item:
        """The item of that id.

        Raises:
            TemplateError: there is none.
        """
        for item in self.items:
            if item.id == id:
                return item
        raise TemplateError([_no_such_item(self, id, "/items")])

    def extend(self, add: Iterable[Item] = (), remove: Iterable[str] = ()) -> Template:
        """A checklist of one's own: this one and more (“包括但不限于”) (§8.6).

        An item with the id of one that is there takes its place; one that ``refines`` another makes
        it finer, and the other may then be removed.

        Args:
            add: the items to add. Those in no part of the template stand in a last part of their own.
            remove: the ids of items to leave out.

        Raises:
            TemplateError: an item would be missing or weaker than it was; each is named by its id.

        >>> from dual_responsibility import Cycle, Grade, Sector, rulebook
        >>> base = rulebook("suining-2022").templates[Sector.CATERING, Grade.B, Cycle.DAILY]
        >>> own = base.extend(add=[Item(id="own.fish-tank", text=Text("鱼缸水质清澈", "the fish tank is clear"))])
        >>> len(own.items) - len(base.items), bool(contains(base, own)), bool(contains(own, base))
        (1, True, False)
        """
        add, remove = tuple(add), frozenset(remove)
        problems = [_no_such_item(self, id, "/remove") for id in sorted(remove - {item.id for item in self.items})]
        problems += _twice(add)
        changed = attrs.evolve(self, parts=self._parts_with(add, remove))
        problems += [*contains(self, changed).problems()] if not problems else []
        if problems:
            raise TemplateError(problems)
        return changed

    def _parts_with(self, add: Sequence[Item], remove: frozenset[str]) -> tuple[Part, ...]:
        new = {item.id: item for item in add}
        own: defaultdict[str, list[Item]] = defaultdict(list)
        known = {part.id for part in self.parts}
        for item in add:
            own[item.part if item.part in known else ""].append(item)
        parts = []
        for part in self.parts:
            kept = [new.pop(item.id, item) for item in part.items if item.id not in remove]
            kept += [item for item in own[part.id] if new.pop(item.id, None)]
            parts.append(attrs.evolve(part, items=tuple(kept)))
        rest = tuple(item for item in own[""] if item.id in new)
        if rest:
            parts.append(Part("own", Text("自行增补", "of one's own"), rest))
        return tuple(part for part in parts if part.items)

    def to_markdown(self, lang: str = "zh") -> str:
        """The template as Markdown, with boxes to fill in by hand.

        Raises:
            ValueError: another language was asked for.
        """
        from .markdown import markdown_of

        return markdown_of(self, lang)


def contains(base: Template | Iterable[Asked], own: Template | Iterable[Asked]) -> Containment:
    """Whether a checklist contains every item of another, and what is missing or weakened (§8.6).

    An item is there if the other has one of its id that asks no less: the same kind and unit, limits
    as narrow, required if it was. Or if the other makes it finer: items that name it in ``refines``,
    at least one of which asks no less, and none of which has a wider limit. A question of yes or no
    may be refined into any kind of item.

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
    for item in _items(own):
        by_id[item.id] = item
        if item.refines is not None:
            finer[item.refines].append(item)
    missing: list[str] = []
    weakened: dict[str, tuple[str, ...]] = {}
    for wanted in _items(base):
        same = by_id.get(wanted.id)
        if same is None and wanted.id not in finer:
            missing.append(wanted.id)
            continue
        faults = _faults_of_finer(wanted, finer[wanted.id]) if same is None else [*_faults(wanted, same)]
        if faults:
            weakened[wanted.id] = tuple(dict.fromkeys(faults))
    return Containment(tuple(missing), FrozenMap(weakened))


def _items(checklist: Template | Iterable[Asked]) -> Iterable[Asked]:
    return checklist.items if isinstance(checklist, Template) else checklist


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
    below = wanted.at_least is not None and (least is None or least < wanted.at_least)
    above = wanted.at_most is not None and (most is None or most > wanted.at_most)
    return below or above


def _no_such_item(template: Template, id: str, path: str) -> Problem:
    zh, en = f"{template.id} 没有检查项 {id!r}", f"{template.id} has no item {id!r}"
    return Problem("unknown-item", path + pointer(id), Text(zh, en))


def _twice(items: Iterable[Item]) -> list[Problem]:
    first: set[str] = set()
    problems = []
    for index, item in enumerate(items):
        if item.id in first:
            zh, en = f"检查项 {item.id!r} 重复", f"the item {item.id!r} is given twice"
            problems.append(Problem("duplicate-id", f"/add/{index}/id", Text(zh, en)))
        first.add(item.id)
    return problems
