"""Draw the charts and maps of the sample stories, and the marks of the site.

    npm ci --prefix content/graphics
    python content/graphics/draw.py [NAME …]

Needs Pillow, with libfribidi for the letters; npm brings the boundaries of
Natural Earth and two typefaces. The same versions of these give the same
bytes. NAME is the name of a function in charts, maps or marks; without one,
everything is drawn.
"""

from __future__ import annotations

import sys

import charts
import maps
import marks


def main(names: list[str]) -> None:
    for draw in (*charts.ALL, *maps.ALL, *marks.ALL):
        if not names or draw.__name__ in names:
            draw()


if __name__ == "__main__":
    main(sys.argv[1:])
