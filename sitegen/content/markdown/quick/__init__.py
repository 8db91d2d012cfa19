"""markdown-it-py's parser made quick: its own rules, asked only where they may match."""
