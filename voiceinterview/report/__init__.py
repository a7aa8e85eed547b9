"""What people read after a session."""
