#!/usr/bin/env bash
# Amsterdam in 1936 goes by the clocks of Brussels.
#
# Expected: Europe/Amsterdam of 1 May 1936 is 19 minutes and 32 seconds ahead of UTC: the
# Netherlands had a time of their own until 1940. tzdata 2021.5 says so.
# What happens: from tzdata 2022.2 on it is an hour ahead, with Belgium's summer time. Since then
# zones that have agreed from 1970 on are one in the usual data, with the past of one of them; the
# rest is in a file called backzone, which neither this package nor most systems are built with.
# Where it matters: archives of newspapers. The same story moves by 40 minutes with an upgrade.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for version in 2021.5 2025.2; do
    python3 -m venv "$folder/$version"
    "$folder/$version/bin/pip" --quiet --disable-pip-version-check install "tzdata==$version"
    # Only the package's data, and not the system's.
    PYTHONTZPATH='' "$folder/$version/bin/python" - "$version" <<'PYTHON'
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

moment = datetime(1936, 5, 1, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
print(sys.argv[1], moment.isoformat())
assert str(moment.utcoffset()) == {"2021.5": "0:19:32", "2025.2": "1:00:00"}[sys.argv[1]]
PYTHON
done
