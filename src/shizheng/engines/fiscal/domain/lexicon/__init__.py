"""The words of budget tables and what they mean as fragments of a coordinate; the same words serve sentences."""

from shizheng.engines.fiscal.domain.lexicon.heads import AMOUNT, Head, head_of, path_of, stage_told, year_told
from shizheng.engines.fiscal.domain.lexicon.labels import Label, function_named, label_of
from shizheng.engines.fiscal.domain.lexicon.phrases import Fragment, fund_in, meaning_of, ordinal_of
from shizheng.engines.fiscal.domain.lexicon.titles import Subject, subject_of

__all__ = [
    "AMOUNT",
    "Fragment",
    "Head",
    "Label",
    "Subject",
    "function_named",
    "fund_in",
    "head_of",
    "label_of",
    "meaning_of",
    "ordinal_of",
    "path_of",
    "stage_told",
    "subject_of",
    "year_told",
]
