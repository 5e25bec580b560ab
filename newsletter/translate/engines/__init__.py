"""Ask translation engines politely and believe nothing: port, chain, and one module for each outside library."""
