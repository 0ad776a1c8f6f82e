"""`python -m mujaz`: the command without its script."""

from mujaz.cli import main

if __name__ == "__main__":
    main()
