"""Archives that services give to who leaves them, and feeds: Substack, Medium, RSS, Atom, JSON."""
