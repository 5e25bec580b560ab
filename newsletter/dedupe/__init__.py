"""Turn the post that was written into the article that was meant, with a Removal for every passage dropped."""
