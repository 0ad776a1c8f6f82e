"""Site to page objects: what each page says, in no format yet.

A page object holds all that its layout shows, so that Markdown, and other formats after it, are
renderings of the same object.
"""
