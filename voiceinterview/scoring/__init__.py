"""Raters: how an answer becomes a rating that is tied to words."""
