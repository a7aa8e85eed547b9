"""Adapters to the world; one file an engine."""
