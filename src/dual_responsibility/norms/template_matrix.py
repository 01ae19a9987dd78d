"""The 4×4×3 matrix of templates, as a mapping that can't change (§8.1–8.3).

Callers: users, through ``book.templates``; the loader makes it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, Self

import attrs

from .._frozen import FrozenMap
from ..errors import Problem, TemplateError, pointer
from ..vocabulary import Cycle, Grade, Sector, Text
from .containment import contains
from .plain import plain
from .templates import Item, Template

__all__ = ["Cell", "TemplateMatrix"]

Cell = tuple[Sector, Grade, Cycle]
"""A cell of the matrix."""


class TemplateMatrix(FrozenMap[Cell, Template]):
    """The templates by sector, grade and cycle (企业落实主体责任模板矩阵“4*4*3”) (§8).

    It iterates in the order of the source: sector, then grade, then cycle.

    Args:
        cells: the templates; every cell must be there.
        id: its id.
        version: its version.
        title: its name.
        principle: what differs by sector, and what by grade.

    Raises:
        TemplateError: a cell is missing, or holds the template of another.

    >>> from dual_responsibility import rulebook
    >>> matrix = rulebook("suining-2022").templates
    >>> len(matrix), [cell.value for cell in next(iter(matrix))]
    (48, ['PRODUCTION', 'A', 'DAILY'])
    """

    id: str
    version: str
    title: Text
    principle: Text

    def __init__(self, cells: Mapping[Cell, Template], id: str, version: str, title: Text, principle: Text) -> None:
        order = [(sector, grade, cycle) for sector in Sector for grade in Grade for cycle in Cycle]
        problems = [problem for cell in order if (problem := _problem_of(cell, cells.get(cell)))]
        if problems:
            raise TemplateError(problems)
        super().__init__({cell: cells[cell] for cell in order})
        for name, value in (("id", id), ("version", version), ("title", title), ("principle", principle)):
            object.__setattr__(self, name, value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TemplateMatrix):
            return False if isinstance(other, Mapping) else NotImplemented
        return self._named() == other._named() and dict(self) == dict(other)

    def __hash__(self) -> int:
        return hash((self.id, self.version))

    def _named(self) -> tuple[str, str, Text, Text]:
        return self.id, self.version, self.title, self.principle

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} {self.version}: {len(self)} templates>"

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return (type(self), (dict(self), *self._named()))

    def template(self, id: str) -> Template:
        """The template of an id such as ``CATERING-B-DAILY``.

        Raises:
            TemplateError: there is none.
        """
        try:
            return self.by_id[id]
        except KeyError:
            zh, en = f"没有模板 {id!r}；写法如 CATERING-B-DAILY", f"no template {id!r}; write it as CATERING-B-DAILY"
            raise TemplateError.single("unknown-template", "", zh, en) from None

    @cached_property
    def by_id(self) -> FrozenMap[str, Template]:
        """The templates by id."""
        return FrozenMap({template.id: template for template in self.values()})

    def extend(self, add: Mapping[Cell, Iterable[Item]], *, id: str, version: str, title: Text) -> Self:
        """A city's matrix: this one, with items added or tightened in some cells (§8.6).

        Args:
            add: items by cell; see :meth:`Template.extend`.
            id: the id of the new matrix.
            version: its version.
            title: its name.

        Raises:
            TemplateError: there is no such cell, or an item is malformed or would be weaker than it was.
        """
        unknown = [cell for cell in add if cell not in self]
        if unknown:
            raise TemplateError(
                Problem(
                    "unknown-cell", pointer("add", cell), Text(f"没有模板 {cell!r}", f"there is no template {cell!r}")
                )
                for cell in unknown
            )
        cells = {**self, **{cell: self[cell].extend(items) for cell, items in add.items()}}
        return type(self)(cells, id, version, title, self.principle)

    def problems_against(self, base: TemplateMatrix) -> tuple[Problem, ...]:
        """What a matrix lacks of another, cell by cell: empty if it is at least as strict.

        A model item is ours, and any city may replace it: only what rests on a clause, or on the
        city itself, is compared.
        """
        return tuple(
            attrs.evolve(problem, path=f"/{template.id}{problem.path}")
            for cell, template in base.items()
            for problem in contains([i for i in template.items if i.origin != "model"], self[cell]).problems()
        )

    def to_json(self) -> dict[str, Any]:
        """The content as plain data that json.dumps takes."""
        return {
            "id": self.id,
            "version": self.version,
            "title": plain(self.title),
            "principle": plain(self.principle),
            "templates": {template.id: plain(template) for template in self.values()},
        }

    @cached_property
    def hash(self) -> str:
        """SHA-256 of its content, in hexadecimal."""
        text = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _problem_of(cell: Cell, template: Template | None) -> Problem | None:
    """What is wrong with what a cell holds, if anything is."""
    id = "-".join(str(term.value) for term in cell)
    if template is None:
        return Problem("cell-missing", f"/{id}", Text(f"缺少模板 {id}", f"the template {id} is missing"))
    if template.id != id:
        zh, en = f"此处是模板 {template.id}，应为 {id}", f"holds the template {template.id}, not {id}"
        return Problem("cell-mismatch", f"/{id}", Text(zh, en))
    return None
