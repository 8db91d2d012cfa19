"""Folders of Markdown files with front matter: Hugo, Jekyll, and those like them."""
