"""Where a site can be brought to; each kind is a `Target`."""
