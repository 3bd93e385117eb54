"""Set matchday up and start it, with nothing but Python's standard library.

`python3 -m tools <command>` is what the Makefile calls. A step is skipped when nothing it depends on changed.
"""
