"""Parse and print; no logic."""
