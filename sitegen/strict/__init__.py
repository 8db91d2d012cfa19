"""Reading what people type, strictly: every value keeps its line and column, nothing is guessed."""
