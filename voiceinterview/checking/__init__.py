"""Whether an interviewer behaved, told from the log of a session and its plan. Pure."""
