"""What became of today's model in tomorrow's: lineage, changes, and who is better or worse off."""
