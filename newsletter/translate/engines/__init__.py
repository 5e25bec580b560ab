"""Ask translation engines politely and believe nothing.

`engine` says what an engine is, `chain` asks them; one module for each outside library.
"""
