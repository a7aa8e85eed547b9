"""Code that a candidate writes: where it lies, and the process of its own that runs it."""
