"""Checks of what is resolved: pure functions, each of one subject, on one brief, entity or seed; all in `run`."""
