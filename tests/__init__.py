import sys

# What pytest makes of a module for its assertions takes longer than most modules to test: kept, it
# is made once, and not by each of its processes.
sys.dont_write_bytecode = False
