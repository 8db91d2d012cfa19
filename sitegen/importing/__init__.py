"""Moving in: stories of another system become files of this one, with the proof of it."""
