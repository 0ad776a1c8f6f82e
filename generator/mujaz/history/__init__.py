"""The past of a site as git tells of it."""
