"""`python -m mujaz`: the command without its script."""

import sys
from pathlib import Path

if not sys.flags.safe_path and Path(sys.path[0] or ".").resolve() == Path.cwd():
    del sys.path[0]  # Python looks for modules in the working folder first, which may be a stranger's

from mujaz.cli import main

if __name__ == "__main__":
    main()
