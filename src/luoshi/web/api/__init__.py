"""The API under /api/: what the pages do, through the same actions. docs/api.md describes it."""
