"""Markup that did not become markup."""
