"""Keep state on disk: ledger, translation memory, atomic files, lock."""
