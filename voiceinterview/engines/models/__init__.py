"""Language models: litellm, the script, and which of them a session gets."""
