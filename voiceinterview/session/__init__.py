"""The live driver: feeds the core and carries out what it decides."""
