"""The public face: JSON over HTTP, the command line, settings."""
