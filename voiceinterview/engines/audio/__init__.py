"""Where the candidate is heard and the interviewer is played."""
