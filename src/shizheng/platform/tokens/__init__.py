"""Keys with which programs act for a person: named, limited, expiring, revocable."""
