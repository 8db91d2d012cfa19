"""Typefaces: what comes with sitegen, how it is cut, what stylesheets say of it."""
