"""Parse and print; no logic. Each command has a file, imported only when it is called."""
