"""The page of the account: its frame, style and script."""
