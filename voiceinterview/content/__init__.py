"""Reads prompts/ and rubrics/ into domain objects, and names every fault with file and line."""
