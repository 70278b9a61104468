"""The documentation's generated pages, and the site built of them and the written ones."""
