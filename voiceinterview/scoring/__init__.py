"""Raters: what was found in a transcript, and on which words of the candidate it rests."""
