"""What ought to be: citations, readings, rules and rulebooks."""
