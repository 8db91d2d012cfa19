"""Live preview: the plan of a build, by address, as the files are at the moment."""
