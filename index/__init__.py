"""Where standards are kept and found: the library folder and its indexes."""
