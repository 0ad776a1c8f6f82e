"""The web site: MkDocs driven, its output checked, `site/` replaced only by a whole new one."""
