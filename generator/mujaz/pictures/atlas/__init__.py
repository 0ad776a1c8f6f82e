"""Outlines of the world and ways to draw them flat: Natural Earth as `world-atlas` packs it, and map projections."""
