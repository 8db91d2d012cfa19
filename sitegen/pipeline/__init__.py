"""The pipeline in order."""
