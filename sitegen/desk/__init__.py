"""What editors do with stories beside writing them: release, hold back, move, list, find."""
