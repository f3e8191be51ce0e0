"""Wagtail's search backends with this app's analysis: texts and queries are cut before them."""
