"""A review as text: one module a format, each with `render(review) -> str`."""
