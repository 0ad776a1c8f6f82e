"""mujaz: briefing sites from annotated articles."""

__version__ = "0.1.0"
