"""Maps: from boundaries that a newsroom names, and its policy for what is disputed, to SVG."""
