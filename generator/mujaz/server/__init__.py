"""The server of `mujaz serve`: who may ask, what is answered, and what is followed; loaded by that verb alone."""
