"""The offline driver: plays a session, and checks that the core decides the same."""
