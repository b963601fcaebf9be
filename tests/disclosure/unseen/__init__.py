"""Made-up disclosures of regions and departments that the checker was not built on, right in themselves."""
