"""What one layer reads of the map below it, and how large the map is that it makes."""
