"""What a failure takes along in, what that does to customers out, one format per file."""
