"""Make the email of an edition, HTML, text and message file, as each campaign tool wants it."""
