"""The index of search: stories in blocks, blocks in parts, and the terms of a part in shards."""
