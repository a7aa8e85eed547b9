"""What people read after a session: a page, a text, the terminal."""
