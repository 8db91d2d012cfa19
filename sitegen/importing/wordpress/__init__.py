"""WordPress: its export files (WXR 1.0 to 1.2), classic posts and blocks."""
