"""Question in, reasons and answers out."""
