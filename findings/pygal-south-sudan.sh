#!/usr/bin/env bash
# A map of the world with a number for each country, by its code in ISO 3166: South Sudan is ss, since 2011.
# Expected: pygal draws the number there, or says that it does not know the code.
# Happens: nothing is said and nothing drawn, and the number of Sudan (sd) colours both, since its shape is that of
# before 2011 and reaches as far south as Ethiopia's. Fiji, Samoa, Barbados and the Comoros are left out as silently.
# Versions: pygal 3.1.3, pygal_maps_world 1.0.2; svgpathtools 1.8.0 measures the shapes.
# Matters for maps of refugees, hunger and aid: the country that they are about has its neighbour's colour.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    pygal==3.1.3 pygal_maps_world==1.0.2 svgpathtools==1.8.0
"$folder/venv/bin/python" - <<'EOF'
import sys
import xml.etree.ElementTree as ET

from pygal.maps.world import World
from svgpathtools import parse_path

SVG = "{http://www.w3.org/2000/svg}"
chart = World()
chart.add("Displaced", {"ss": 4, "sd": 9, "et": 2, "fj": 1})
drawn = {}
for group in ET.fromstring(chart.render()).iter(f"{SVG}g"):
    classes = group.get("class", "").split()
    if "country" in classes and "serie-0" in classes:
        shapes = [parse_path(it.get("d")).bbox() for it in group.iter(f"{SVG}path")]
        drawn[classes[0]] = max(bottom for _, _, _, bottom in shapes)
for code, bottom in drawn.items():
    print(f"{code}: reaches down to {bottom:.0f}")
sys.exit(0 if set(drawn) == {"sd", "et"} and abs(drawn["sd"] - drawn["et"]) < 3 else 1)
EOF
