"""What is in a picture's file. The home of Pillow."""
