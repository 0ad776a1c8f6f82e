"""Rights: how much of a seed may be shown, and what a text shows of one."""
