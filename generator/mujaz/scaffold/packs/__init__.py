"""Glossaries that come with mujaz, as data and what reads it."""
