"""What mujaz takes from `mkdocs.yml`, and what it holds there to what is safe."""
