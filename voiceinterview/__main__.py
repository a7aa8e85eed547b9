"""`python -m voiceinterview` is the command `voiceinterview`."""

from voiceinterview.cli.main import run

run()
