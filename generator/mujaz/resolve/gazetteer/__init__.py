"""Gazetteer: the names of all entities, found in text as whole words; each certain, or with what speaks against it.

What finds them (`finder`) is imported by those who look for names; most runs only read what was found.
"""

from mujaz.resolve.gazetteer.values import Alias, Doubt, Hit

__all__ = ["Alias", "Doubt", "Hit"]
