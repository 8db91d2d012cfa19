"""What a build need not stop for, and an editor wants to know."""
