"""Work that takes longer than a page: enqueued, followed, retried."""
