"""Keep a publication in order: copies of it, what may be thrown away, what it takes on disk."""
