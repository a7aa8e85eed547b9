"""voiceinterview: a mock interviewer that you talk to."""

__version__ = "0.1.0"
