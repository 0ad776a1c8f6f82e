"""Editorial review: what changed in meaning between two states of a site, what it risks, and who signed it."""
