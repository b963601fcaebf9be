"""From facts and a form to a manuscript, and from a document read to the facts that it prints."""
