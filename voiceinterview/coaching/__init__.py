"""The coach's bench: labels, what they agree with, where they do not, and why. Does no I/O."""
