"""Terms kept beside a row, their index, and the lookup that uses it."""

from shizheng.platform.search.models.fields import HoldsTerms as HoldsTerms
from shizheng.platform.search.models.fields import TermsField as TermsField
from shizheng.platform.search.models.fields import holding as holding
from shizheng.platform.search.models.indexing import IndexTerms as IndexTerms
