"""Where a build writes: the folder, what of it is ours, and how files get in and out."""
