"""What a diagram consists of, and where it stands, in; shapes on the page out."""
