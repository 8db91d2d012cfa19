"""Reads an index of search as a browser does, by what `search/encoding.py` says."""

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sitegen.search.analysis import analyzer

Standing = dict[int, set[tuple[int, int]]]
"""Where a term stands: by place (0 for headlines, 1 for names, 2 for text) the (block, slot)."""


class Searched(NamedTuple):
    """An index: the catalogue, and by term its forms and the hrefs of stories by place.

    `rows` are those of stories by href, the oldest first; `languages` their subtags.
    """

    catalogue: dict[str, Any]
    rows: dict[str, list[Any]]
    forms: dict[str, set[str]]
    stories: dict[str, dict[int, set[str]]]
    languages: dict[str, str]

    def places(self, word: str, language: str = "en") -> dict[int, set[str]]:
        """Return by place the hrefs of the stories that a word finds; a filter begins with =."""
        term = word if word.startswith("=") else analyzer(language).terms(word.encode())[0][0]
        return self.stories.get(term, {})

    def finding(self, word: str, language: str = "en") -> set[str]:
        """Return the last part of the addresses of the stories that a word finds."""
        hrefs = (href for some in self.places(word, language).values() for href in some)
        return {href.rstrip("/").rpartition("/")[2] for href in hrefs}


def searched(folder: Path, prefix: str = "") -> Searched:
    """Return the index of an edition, as it lies in an output folder."""
    index = folder / prefix / "search"
    found = re.search('data-catalogue="([^"]*)"', (index / "index.html").read_text("utf-8"))
    assert found
    if not found[1]:
        return Searched({"parts": [], "languages": {}}, {}, {}, {}, {})
    catalogue = json.loads(inflated(index / found[1].rpartition("/")[2]))
    whole = Searched(catalogue, {}, {}, {}, {})
    for part in catalogue["parts"]:
        blocks = [json.loads(inflated(index / f"{name}.bin")) for _, name, _ in part["blocks"]]
        assert [len(rows) for rows in blocks] == [count for count, *_ in part["blocks"]]
        for rows, (*_, languages) in zip(blocks, part["blocks"], strict=True):
            runs = re.findall(r"([a-z]+)(\d+)", languages)
            spoken = [language for language, count in runs for _ in range(int(count))]
            whole.languages.update(zip([row[0] for row in rows], spoken, strict=True))
        whole.rows.update((row[0], row) for rows in blocks for row in rows)
        starts = [start for start, _ in part["shards"]]
        shards = [inflated(index / f"{name}.bin") for _, name in part["shards"]]
        for term, forms, standing in entries(starts, shards):
            whole.forms.setdefault(term, set()).update(forms)
            places = whole.stories.setdefault(term, {})
            for place, some in standing.items():
                hrefs = (blocks[block][slot][0] for block, slot in some)
                places.setdefault(place, set()).update(hrefs)
    return whole


def inflated(file: Path) -> bytes:
    """Return a file of the index as its readers see it."""
    return zlib.decompress(file.read_bytes())


def entries(
    starts: Sequence[str], shards: Sequence[bytes]
) -> Iterator[tuple[str, set[str], Standing]]:
    """Yield the terms of a part, their forms, and where they stand."""
    before = b""
    assert not starts or not starts[0]
    for start, following, data in zip(starts, [*starts[1:], None], shards, strict=False):
        length, begin = _number(data, 0)
        at = begin + length
        lines = data[begin:at].decode().removesuffix("\n").split("\n")
        told = []
        for _ in lines:
            heads, at = _heads(data, at)
            told.append(heads)
        for line, heads in zip(lines, told, strict=True):
            term, *forms = line.split("\t")
            order = term.encode("utf-16-be")
            assert before < order
            assert start.encode("utf-16-be") <= order
            assert following is None or order < following.encode("utf-16-be")
            before = order
            standing, at = _standing(heads, data, at)
            has_forms = term[0] != "=" and term[-1] != "~"
            yield term, {it or term for it in forms or [""] if has_forms}, standing
        assert at == len(data)


_Heads = list[tuple[int, int, bool]]
"""The place and the block of each piece of an entry, and whether it is told as bits."""


def _heads(data: bytes, at: int) -> tuple[_Heads, int]:
    head, at = _number(data, at)
    counts = [0, 0, head >> 2]
    for place in (0, 1):
        if head >> place & 1:
            counts[place], at = _number(data, at)
            assert counts[place]
    heads: _Heads = []
    for place, count in enumerate(counts):
        block = -1
        for _ in range(count):
            head, at = _number(data, at)
            block += (head >> 1) + 1
            heads.append((place, block, bool(head & 1)))
    return heads, at


def _standing(heads: _Heads, data: bytes, at: int) -> tuple[Standing, int]:
    standing: Standing = {}
    for place, block, dense in heads:
        some = standing.setdefault(place, set())
        if dense:
            bits = int.from_bytes(data[at : at + 16], "little")
            some |= {(block, slot) for slot in range(128) if bits >> slot & 1}
            at += 16
        else:
            slot, more = -1, 1
            while more:
                more = data[at] >> 7
                slot += (data[at] & 127) + 1
                some.add((block, slot))
                at += 1
    return standing, at


def _number(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while data[at] & 128:
        number |= (data[at] & 127) << shift
        shift, at = shift + 7, at + 1
    return number | data[at] << shift, at + 1
