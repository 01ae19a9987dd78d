"""The conformance vectors, and what runs a program on them."""
