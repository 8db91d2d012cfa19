"""Fuzzing by coverage: `make fuzz`. Its finds become rows in tests/test_hostile.py."""
