"""The links out of published articles: found when an article changes, tried from time to time."""
