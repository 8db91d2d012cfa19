"""Outside programs that judge the sample site, one module each.

A judge has `NEEDS`, the commands it runs, and `run(site)`, which lists what is wrong with the
site in that folder. `__main__.py` names the judges.
"""
