import os
import sys
import sysconfig

# What pytest makes of a module for its assertions takes longer than most modules to test: kept, it
# is made once, and not by each of its processes.
sys.dont_write_bytecode = False

# As in a terminal where sitegen is found: messages name it so, in tests and in what they expect.
os.environ["PATH"] = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))
