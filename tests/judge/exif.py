"""ExifTool: published pictures say whose they are, and nothing else."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

NAME = "ExifTool"
NEEDS: tuple[str, ...] = ("exiftool",)

DERIVED = re.compile(r".*-(?:[a-z]+-\d+|(?P<card>card))\.[0-9a-f]{10}\.(?:avif|webp|jpg|png)")
"""The names of files that sitegen made; others are published as they are."""

RIGHTS = {
    "IFD0:Artist",
    "IFD0:Copyright",
    "XMP-dc:Creator",
    "XMP-dc:Rights",
    "XMP-photoshop:Credit",
    "XMP-plus:LicenseEndDate",
    "XMP-xmpRights:Marked",
    "XMP-xmpRights:UsageTerms",
    "XMP-xmpRights:WebStatement",
    "XMP-iptcExt:DigitalSourceType",  # and what made it
}
STRUCTURE = {"Composite", "ExifTool", "File", "JFIF", "Meta", "PNG", "QuickTime", "RIFF", "System"}
"""Groups of what every file of a format has."""

TELLING = re.compile(r"Comment|Software|Author|Create|Thumbnail|Warning|Error|GPS|Serial|Owner")
"""Tags that ExifTool puts into those groups, and that tell more than the structure of a file."""


def run(site: Path) -> list[str]:
    folder = site / "pictures"
    if not any(DERIVED.fullmatch(file.name) for file in folder.glob("*")):
        return [f"{site} has no pictures"]
    # One run over the folder: starting Perl takes longer than reading a picture.
    command = ["exiftool", "-json", "-a", "-G1", "-charset", "filename=utf8", str(folder)]
    check = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    try:
        files: list[dict[str, Any]] = json.loads(check.stdout)
    except ValueError:
        return [f"ended with code {check.returncode}: {check.stdout}{check.stderr}"]
    return [fault for file in files for fault in _faults(Path(file["SourceFile"]).name, file)]


def _faults(name: str, tags: dict[str, Any]) -> list[str]:
    derived = DERIVED.fullmatch(name)
    if derived is None:
        return []
    told = [tag for tag in tags if tag not in RIGHTS and tag != "SourceFile" and _tells(tag)]
    faults = [f"{name} says more than its rights: {tag} is {tags[tag]}" for tag in told]
    # A card that is drawn without a picture is nobody's.
    if RIGHTS.isdisjoint(tags) and not derived["card"]:
        faults.append(f"{name} does not say whose it is")
    return faults


def _tells(tag: str) -> bool:
    group, _, name = tag.partition(":")
    return group not in STRUCTURE or TELLING.search(name) is not None
