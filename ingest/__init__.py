"""PDF in, documents out."""
