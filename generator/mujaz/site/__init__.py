"""The web site: MkDocs driven, its output checked, `site/` touched only when all of the new one passed."""
