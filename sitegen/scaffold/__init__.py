"""New files for editors: one to write into, or a whole site."""
