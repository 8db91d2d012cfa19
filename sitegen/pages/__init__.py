"""What readers see: views, the plan of all outputs, templates, and their rendering."""
