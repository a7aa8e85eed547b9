"""Adapters to the world; one file an engine, one folder a kind."""
