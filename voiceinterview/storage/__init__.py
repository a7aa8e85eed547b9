"""Session folders: written as it happens, read back, made whole."""
