"""The register of interpretations: where the source can be read in more than one way."""

from __future__ import annotations

import attrs

from ..vocabulary import Text
from .citation import Citation

__all__ = ["Interpretation", "Reading"]


@attrs.frozen
class Reading:
    """One way to read the source (读法).

    Attributes:
        id: its id within the interpretation.
        text: what it means.

    >>> from dual_responsibility import rulebook
    >>> [(one.id, one.text.zh) for one in rulebook("suining-2022").interpretations["first-day"].readings]
    [('not-counted', '当日不计'), ('counted', '当日计入：按工作日计算的，是工作日才计为第1日')]
    """

    id: str
    text: Text


@attrs.frozen
class Interpretation:
    """An open question, its readings, and the one chosen (解释).

    Attributes:
        id: the switch, such as ``first-day``.
        question: what is open.
        readings: the ways to read it.
        chosen: the id of the reading in use.
        why: why the default reading is the default.
        citations: the clauses concerned.

    >>> from dual_responsibility import rulebook
    >>> rulebook("suining-2022").interpretations["first-day"].chosen
    'not-counted'
    """

    id: str
    question: Text
    readings: tuple[Reading, ...]
    chosen: str
    why: Text
    citations: tuple[Citation, ...]

    @property
    def reading(self) -> Reading:
        """The reading in use."""
        return next(reading for reading in self.readings if reading.id == self.chosen)
