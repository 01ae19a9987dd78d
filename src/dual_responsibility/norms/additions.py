"""Are items that somebody adds to a template well formed?

Called by ``Template.extend``; whether they weaken what was there is for ``containment`` to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from ..company_terms import ItemKind
from ..errors import Problem, pointer
from ..vocabulary import Text
from .templates import Item

__all__ = ["problems_of_added"]


def problems_of_added(items: Sequence[Item], known: Collection[str]) -> Iterator[Problem]:
    """What is wrong with some items, each by its place; ``known`` are the ids that there are already."""
    first: dict[str, int] = {}
    ids = {*known, *(item.id for item in items)}
    for index, item in enumerate(items):
        path = pointer("add", index)
        if not isinstance(item.id, str) or not item.id.strip():
            yield Problem("empty", f"{path}/id", Text("应有编号", "needs an id"))
        elif first.setdefault(item.id, index) != index:
            zh, en = f"检查项 {item.id!r} 重复", f"the item {item.id!r} is given twice"
            yield Problem("duplicate-id", f"{path}/id", Text(zh, en))
        if item.refines is not None and (item.refines not in ids or item.refines == item.id):
            zh = f"{item.id!r} 所细化的 {item.refines!r} 不是另一检查项"
            en = f"{item.id!r} refines {item.refines!r}, which is no other item"
            yield Problem("unknown-item", f"{path}/refines", Text(zh, en))
        yield from _of_answer(item, path)


def _of_answer(item: Item, path: str) -> Iterator[Problem]:
    """The kind of answer, its unit and its limits."""
    if not isinstance(item.kind, ItemKind):
        codes = ", ".join(str(kind.value) for kind in ItemKind)
        zh, en = f"{item.kind!r} 不是 ItemKind（{codes}）", f"{item.kind!r} is no ItemKind ({codes})"
        yield Problem("wrong-type", f"{path}/kind", Text(zh, en))
        return
    limits = {"at_least": item.at_least, "at_most": item.at_most}
    if item.kind is not ItemKind.MEASURE:
        if item.unit or any(limit is not None for limit in limits.values()):
            zh, en = "只有测量值才有单位和限值", "only a measure has a unit and limits"
            yield Problem("not-a-measure", f"{path}/kind", Text(zh, en))
        return
    wrong = [name for name, limit in limits.items() if limit is not None and not _is_number(limit)]
    for name in wrong:
        zh, en = f"不是数：{limits[name]!r}", f"not a number: {limits[name]!r}"
        yield Problem("wrong-type", f"{path}/{name}", Text(zh, en))
    if not wrong and item.at_least is not None and item.at_most is not None and item.at_least > item.at_most:
        yield Problem("limits-reversed", f"{path}/at_least", Text("下限高于上限", "at_least is above at_most"))


def _is_number(limit: Any) -> bool:
    return isinstance(limit, (int, float)) and not isinstance(limit, bool) and limit == limit
