"""Markdown to a body with typed holes. The home of markdown-it-py, its plugins, and nh3."""
