"""A second, naive implementation of the rules, by other eyes, and the tests that compare the two."""
