"""CSS, read by its own grammar: the home of tinycss2."""
