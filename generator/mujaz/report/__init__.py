"""Findings as text or data: one module a format."""
