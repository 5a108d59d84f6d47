"""Full-text search of the ledger that finds Chinese words of any length, single characters and numbers exactly."""
