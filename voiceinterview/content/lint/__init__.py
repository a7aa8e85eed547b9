"""Judges content that reads whole: what a careful editor would send back. No model is asked."""
