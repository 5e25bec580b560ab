"""Judge outputs as mail clients and feed readers would: the rules of `newsletter check`."""
