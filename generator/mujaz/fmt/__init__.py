"""Content files in the house style: read with their comments, laid out, written, and proved to mean the same."""
