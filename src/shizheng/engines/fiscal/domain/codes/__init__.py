"""The yearly classification books (政府收支分类科目): codes, names, parents and the years they hold."""

from shizheng.engines.fiscal.domain.codes.book import Code, CodeBook, condense, squeeze
from shizheng.engines.fiscal.domain.codes.packs import books, read_codes, write_codes

__all__ = ["Code", "CodeBook", "books", "condense", "read_codes", "squeeze", "write_codes"]
