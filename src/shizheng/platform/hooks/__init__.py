"""Telling other systems what happened: an outbox, signed deliveries, retries, dead letters in sight."""
