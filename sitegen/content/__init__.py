"""What editors wrote: from the bytes of one file to what is known without any other file."""
