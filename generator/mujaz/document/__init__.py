"""Documents: the tree of a page, the layouts that make it from a page object, and the writers that give it a format."""
