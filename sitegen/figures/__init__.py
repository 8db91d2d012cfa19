"""Figures that are drawn from data while the site is built."""
