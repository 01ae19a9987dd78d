"""Who needs a food safety director or officer, as rules state it (§10, national rule).

Callers: rulebooks, which hold the table; the rules staffing.*.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from .._frozen import FrozenMap
from ..company_terms import BarGround, CompanyKind, CompanySize, StaffRole
from ..periods import ALWAYS, Period
from ..vocabulary import Sector, Text
from .citation import Citation

__all__ = ["Bar", "Need"]


_ANY: FrozenMap[str, str] = FrozenMap()


@attrs.frozen
class Need:
    """One line of the table of who needs whom (配备要求).

    A company needs the post if it answers to every condition that the line states.

    Attributes:
        role: the post.
        citations: the clauses it comes from.
        in_force: the days on which the line is in force; always where the source gives none.
        kinds: the kinds of company; empty for all.
        sectors: the sectors, one of which it works in; empty for all.
        sizes: the sizes; empty for all.
        at_least: diners in this number or more (“以上”, which counts the number); None without one.
        more_than: diners in more than this number (“超过”, which doesn't count it); None without one.
        centralised: whether it has to serve centralised dining (集中供餐).
        contracted: whether a contractor has to run it (承包经营).
        persons: how many have to be in office.
        readings: the readings under which the line applies, by interpretation.

    >>> from dual_responsibility import rulebook
    >>> [need.at_least for need in rulebook("suining-2022").staffing if CompanyKind.NURSERY_CANTEEN in need.kinds]
    [300, 300, 300, None]
    """

    role: StaffRole
    citations: tuple[Citation, ...]
    in_force: Period = ALWAYS
    kinds: frozenset[CompanyKind] = frozenset()
    sectors: frozenset[Sector] = frozenset()
    sizes: frozenset[CompanySize] = frozenset()
    at_least: int | None = None
    more_than: int | None = None
    centralised: bool = False
    contracted: bool = False
    persons: int = 1
    readings: FrozenMap[str, str] = _ANY

    def in_words(self, lang: str) -> str:
        """Whom the line asks the post of, with the exact words of its threshold.

        Raises:
            ValueError: another language was asked for.
        """
        who = [kind.label for kind in CompanyKind if kind in self.kinds]
        sectors = [sector.label for sector in Sector if sector in self.sectors]
        sizes = [size.label for size in CompanySize if size in self.sizes]
        told = [_listed(terms, lang) for terms in (who, sectors, sizes) if terms]
        if self.centralised:
            told.append(Text("集中供餐", "serving centralised dining").in_language(lang))
        if self.contracted:
            told.append(Text("承包经营", "run by a contractor").in_language(lang))
        if self.at_least is not None:
            told.append(
                Text(f"用餐{self.at_least}人以上（含本数）", f"{self.at_least:,} diners or more").in_language(lang)
            )
        if self.more_than is not None:
            told.append(
                Text(f"用餐超过{self.more_than}人（不含本数）", f"more than {self.more_than:,} diners").in_language(
                    lang
                )
            )
        if self.persons > 1:
            told.append(Text(f"{self.persons}名", f"{self.persons} persons").in_language(lang))
        return Text("，", ", ").in_language(lang).join(told) or Text("所有主体", "every company").in_language(lang)


def _listed(terms: Iterable[Text], lang: str) -> str:
    return Text("、", ", ").in_language(lang).join(term.in_language(lang) for term in terms)


@attrs.frozen
class Bar:
    """How long a decision bars somebody from posts in food safety (从业限制) (national rule).

    Attributes:
        ground: what was decided.
        years: for how many years from the decision; None for life.
        citations: the clauses it comes from.
    """

    ground: BarGround
    years: int | None
    citations: tuple[Citation, ...]
