"""Writers: each gives the tree of a page one format; escaping is theirs alone."""
