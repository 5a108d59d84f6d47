"""The report desk: what the decisions of people make of the tasks that reading found. No door to a request here."""
