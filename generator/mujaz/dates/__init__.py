"""Dates: what EDTF says of them, and the words of an edition for it."""
