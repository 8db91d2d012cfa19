"""Charts: numbers of a table as drawings, which are made while the site is built.

    block + table -> Chart (values.py, built.py)        Chart + language + box -> SVG (drawn.py)

Drawings are functions of their chart, of the language and of a width, and of nothing else: no
library draws them, no clock and no random number is asked, and every coordinate is rounded.
"""
