"""A candidate played by script: what is said, and with which pauses. Pure."""
