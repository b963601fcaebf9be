"""The grammar of a printed performance target: what was promised, in which unit, by when."""

from shizheng.engines.fiscal.domain.targets.grammar import parse
from shizheng.engines.fiscal.domain.targets.target import Moment, Rhythm, Target, When
from shizheng.engines.fiscal.domain.targets.writing import write

__all__ = ["Moment", "Rhythm", "Target", "When", "parse", "write"]
