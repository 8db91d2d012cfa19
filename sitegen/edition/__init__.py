"""What is known once all articles lie side by side. Held-back articles end here."""
