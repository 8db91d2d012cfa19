"""HTML in Markdown, read as browsers read it."""
