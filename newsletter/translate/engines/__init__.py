"""Speak to the machine translation services; the only place in the house where they are known."""
