"""The pipeline in order, what it remembers, and where it writes."""
