"""What a model means: failure, data on the move, journeys, overlap, shape, and the figures."""
