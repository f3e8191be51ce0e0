"""Measurements: each module has a ``run(**size)`` that returns ``{key: Figure}``."""
