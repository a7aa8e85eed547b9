"""Speech to words, words to speech, and whether there is speech at all."""
