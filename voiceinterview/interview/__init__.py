"""Decisions of the interviewer: pure functions over events."""
