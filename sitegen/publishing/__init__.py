"""From a finished site to its readers: what to bring where, in which order, and back again."""
