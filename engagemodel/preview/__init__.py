"""Models that somebody is at work on in, what is found in them after each save out, on a live page too."""
