"""Templates of companies' checklists, and whether one checklist contains another (§8).

Callers: users, through ``book.templates``; the rule template.adopted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal

import attrs

from .._frozen import FrozenMap
from ..company_terms import ItemKind, StaffRole
from ..errors import Problem, TemplateError, pointer
from ..vocabulary import Cycle, Grade, Sector, Text
from .citation import Citation
from .containment import contains

__all__ = ["Header", "Item", "Part", "Risk", "Template"]

Origin = Literal["clause", "model", "city", "company"]

_NOTHING_REFINED: FrozenMap[str, str] = FrozenMap()


@attrs.frozen
class Risk:
    """A food safety risk of a sector (食品安全风险点), which items answer to (§8.5).

    Attributes:
        id: its id.
        text: what may go wrong.

    >>> from dual_responsibility import rulebook
    >>> rulebook("suining-2022").templates.template("CATERING-D-DAILY").items[0].risk.text.zh
    '带病、手上有伤口或不洗手的人做直接入口的食品'
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
    (8, 'company')
    """

    id: str
    text: Text
    kind: ItemKind = ItemKind.YES_NO
    part: str | None = None
    risk: Risk | None = None
    unit: str | None = None
    at_least: float | None = None
    at_most: float | None = None
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

    >>> from dual_responsibility import rulebook
    >>> parts = rulebook("suining-2022").templates.template("CATERING-D-DAILY").parts
    >>> [part.title.zh for part in parts]
    ['人员', '进货与原料', '过程控制', '场所设施与清洁消毒']
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

    >>> from dual_responsibility import rulebook
    >>> headers = rulebook("suining-2022").templates.template("CATERING-D-DAILY").headers
    >>> [header.label.zh for header in headers if header.at_foot]
    ['发现的问题（没有发现问题的，填“无”）', '已采取的防范措施', '整改期限', '整改完成日期及核实人', '签字及日期']
    """

    id: str
    label: Text
    at_foot: bool = False


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
        refined: items that were left out because finer ones stand in their place and that had made
            another finer themselves: by id, what they refined.

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
    refined: FrozenMap[str, str] = _NOTHING_REFINED

    @cached_property
    def id(self) -> str:
        """Its id: sector, grade and cycle."""
        return f"{self.sector.value}-{self.grade.value}-{self.cycle.value}"

    @property
    def items(self) -> tuple[Item, ...]:
        """All its items, part by part."""
        return self._items

    @cached_property
    def _items(self) -> tuple[Item, ...]:
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
            remove: the ids of items to leave out; a bare one stands for one.

        Raises:
            TemplateError: an item is malformed, or one would be missing or weaker than it was; each
                is named by its id.

        >>> from dual_responsibility import Cycle, Grade, Sector, rulebook
        >>> base = rulebook("suining-2022").templates[Sector.CATERING, Grade.B, Cycle.DAILY]
        >>> own = base.extend(add=[Item(id="own.fish-tank", text=Text("鱼缸水质清澈", "the fish tank is clear"))])
        >>> len(own.items) - len(base.items), bool(contains(base, own)), bool(contains(own, base))
        (1, True, False)
        """
        from .additions import problems_of_added

        add, remove = tuple(add), frozenset((remove,) if isinstance(remove, str) else remove)
        known = {item.id: item for item in self.items}
        problems = [_no_such_item(self, id, "/remove") for id in sorted(remove - known.keys())]
        # What an item makes finer may have been left out for it before.
        gone = (item.refines for item in self.items if item.refines is not None)
        problems += problems_of_added(add, {*known, *self.refined, *gone})
        if problems:
            raise TemplateError(problems)
        again = {id: coarser for id in remove if (coarser := known[id].refines) is not None}
        refined = FrozenMap({**self.refined, **again})
        changed = attrs.evolve(self, parts=self._parts_with(add, remove), refined=refined)
        problems += contains(self, changed).problems()
        if problems:
            raise TemplateError(problems)
        return changed

    def _parts_with(self, add: Sequence[Item], remove: frozenset[str]) -> tuple[Part, ...]:
        given = {item.id: item for item in add}
        staying = {item.id for item in self.items} - remove
        known = {part.id for part in self.parts}
        more: defaultdict[str, list[Item]] = defaultdict(list)
        for item in given.values():
            if item.id not in staying:
                more[item.part if item.part in known else _OWN.id].append(item)
        parts = self.parts if _OWN.id in known else (*self.parts, _OWN)
        filled = []
        for part in parts:
            kept = [given.get(item.id, item) for item in part.items if item.id in staying]
            filled.append(attrs.evolve(part, items=(*kept, *more[part.id])))
        return tuple(part for part in filled if part.items)

    def to_markdown(self, lang: str = "zh") -> str:
        """The template as Markdown, with boxes to fill in by hand.

        Raises:
            ValueError: another language was asked for.
        """
        from .markdown import markdown_of

        return markdown_of(self, lang)


_OWN = Part("own", Text("自行增补", "of one's own"), ())
"""Where items stand that belong to no part of the template."""


def _no_such_item(template: Template, id: str, path: str) -> Problem:
    zh, en = f"{template.id} 没有检查项 {id!r}", f"{template.id} has no item {id!r}"
    return Problem("unknown-item", path + pointer(id), Text(zh, en))
