"""Choose the sentences of the newsletter version and the one-line summary."""
