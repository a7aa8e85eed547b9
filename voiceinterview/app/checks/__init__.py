"""What `voiceinterview doctor` looks at: one file a check."""
