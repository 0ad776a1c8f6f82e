"""Gazetteer: the names of all entities, found in text as whole words; each certain, or with what speaks against it."""

from mujaz.gazetteer.collisions import collisions
from mujaz.gazetteer.finder import Gazetteer
from mujaz.gazetteer.values import Alias, Doubt, Hit, Reading

__all__ = ["Alias", "Doubt", "Gazetteer", "Hit", "Reading", "collisions"]
