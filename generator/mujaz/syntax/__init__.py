"""Texts, places in them, strict YAML, and what is said of faults."""
