"""The screens: one module each over shared ink and tables."""
