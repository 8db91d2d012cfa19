"""What builds remember, each fact by what it was made from."""
