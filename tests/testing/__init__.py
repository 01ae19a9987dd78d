"""Tests of the support for others' tests."""
