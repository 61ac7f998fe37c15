"""People who edit a tracker while it is refreshed, at every point between our calls."""
