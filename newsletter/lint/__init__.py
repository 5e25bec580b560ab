"""Judge what has been written, as mail clients, feed readers and browsers would: the rules of `newsletter check`."""
