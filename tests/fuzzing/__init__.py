"""The coverage-guided fuzz target: a tool, run by hand."""
