"""`python -m voiceinterview` is the command `voiceinterview`."""

import sys

from voiceinterview.cli.main import main

sys.exit(main())
