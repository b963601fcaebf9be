"""Reads: a file into what it says, a document into a page, several documents into a comparison."""
