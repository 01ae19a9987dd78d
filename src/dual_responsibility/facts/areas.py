"""Areas, and the claims that their records are complete."""

from __future__ import annotations

import attrs

from ..periods import ALWAYS, Period
from ..vocabulary import Tier
from .base import AreaId, Fact, Id

__all__ = ["Area", "Claim"]


@attrs.frozen(kw_only=True)
class Area(Fact):
    """An area (辖区) in the tree that “territorial” (属地) means (§1.1, §4).

    A park (园区) is an area at county tier.

    Attributes:
        id: its id.
        tier: the tier of its Party and government.
        parent: the area that it lies in; None at the top.
        name: its name.

    >>> Area(id="510903", tier=Tier.COUNTY, parent="5109").parent
    '5109'
    """

    id: Id
    tier: Tier
    parent: AreaId | None = None
    name: str | None = None


@attrs.frozen(kw_only=True)
class Claim:
    """A claim that the records of one kind are complete (完整性声明).

    Inside a claim a missing record means that the thing didn't happen; outside it, nobody knows.

    Attributes:
        kind: the name of a collection, such as ``visits``.
        area: for this area and all below it; None is everywhere.
        period: for these days; always unless given.

    >>> Claim(kind="visits").kind
    'visits'
    """

    kind: str
    area: AreaId | None = None
    period: Period = ALWAYS
