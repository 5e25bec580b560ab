"""Turn bytes into a Post, and a Post into Markdown: encodings, front matter, blocks, markup."""
