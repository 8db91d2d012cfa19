"""The files of the index, byte by byte: what the build writes and `static/search.js` reads.

All lie in the folder of the search page of their edition. The name of each is a digest, of 10
characters of a-z and 2-7, so that a page that is open while a release goes out goes on working
with the files that it knows. All but modules are **zlib** streams
(`DecompressionStream("deflate")`) with the extension `.bin`; where a file names another, it does
so without extension. Numbers are **varints**: seven bits a byte, the lowest first, the high bit
set while more follow.

```
index.html     names the catalogue: data-catalogue="<href of a .bin>"
catalogue      JSON: {"parts": …, "languages": …}
rows           JSON, one file for each block
shard          terms of a part, and where each stands
module         <name>.js: `export function stems(word)`, one for each language that has stories
```

**catalogue**, JSON:

- `parts`, the oldest first, each `{"day": "2016-01-31", "told": "31 January 2016", "blocks": …,
  "shards": …}`. `day` is that of its oldest story in newsroom time, `told` the same for readers.
  `blocks` are `[number of stories, name of its rows, languages]`, the oldest first: the place in
  this list is the number of a block, from 0. Languages are those of its stories, in their order, as
  subtags with how many follow each other: "en5ar1en2". Each question asks for them, and here they
  take less than a shard would. `shards` are `[start, name]` in order of terms: a shard holds the
  terms that are not before its start and before that of the next; the first start is "". Every term
  that is anywhere in a part is in exactly one shard.
- `languages`: `{"en": ["<name of the module>", "a-z…"]}`, by primary language subtag in lower
  case: those that public stories are in, the site's own first. What follows the name are letters,
  as a class of a regular expression: of words without any of them the module knows nothing. It is
  empty if it knows nothing of any.

**rows**, JSON: a list of the stories of a block, the oldest first: the place in it is the story's
**slot**, from 0. Each is `[href, headline, kicker, moment, day, picture]`, or with `lang,
direction` behind these if they are other than those of the page. `headline` has soft hyphens,
`moment` is ISO 8601 in newsroom time, `day` the same as pages show it, `kicker` may be empty,
`picture` is 1 if its card has one, else 0. Newer stories have larger (part, block, slot).

**Order of terms** is that of UTF-16 code units, which is what `<` does in JavaScript.

**shard**: a varint, the length in bytes of a text in UTF-8; that text; a **head** for each line of
it, one behind the other; the **slots** of each, in the same order. Each line ends with a line feed:
`term`, or `term TAB form TAB form …`. Forms are words of texts in lower case, composed (NFC),
accents and all, that became this term, in the order of terms; an empty form stands for the term
itself and comes first. A line without a TAB has the term as its one form, unless that is one of
these, which have none:

- `=s:<section>`, `=c:<country>`, `=y:<year>`, with the values of the filters of the page:
  postings in the text list;
- `<key>~`: a name as it sounds, see `analysis`. As a rule it is in the shard of the word itself,
  so nobody fetches another for it.

A **head** tells of each block in which a term is, in three lists: of headlines, of deks and names,
of text. A story stands in the first of them that it belongs to, and in no other, so the three are
disjoint. It begins with the varint `4 * (blocks of the text list) + 2 * (1 if there is a list of
deks and names) + (1 if there is a list of headlines)`. If there is a list of headlines, a varint
with its blocks follows; then the same for that of deks and names. Then come the blocks of these
lists: headlines, deks and names, text, each in order and with a varint: `2 * skipped + dense`,
where `skipped` are the blocks between this one and the one before, or before the first.

**Slots** of a term are those of each of these blocks, in the same order. If not dense, they are one
byte each, ascending: how many slots lie between it and the one before, or before the first, with
128 added while more follow. If dense, they are 16 bytes in which slot `n` is bit `n % 8`
(1 << n % 8) of byte `n // 8`. It is dense if there are more than 15 slots.

So most numbers are small, and few: what compresses best of what is quick to read and to write. On
10,000 stories the index has 0.82 of the bytes that it had with absolute numbers. Heads and slots
lie apart, and are compressed apart, since they look different: shards have 0.96 of what they had
with both side by side.
"""

import zlib
from base64 import b32encode

from sitegen.statcache import digest_of

LEVEL = 6
"""Of zlib: 3 makes two bytes in a hundred more, and 9 takes three times as long for nothing."""

MORE = 0x80
"""Is added to a byte that others follow."""


_SHORT = [bytes([number]) for number in range(MORE)]


def varint(number: int) -> bytes:
    """Return a whole number as it is written."""
    if number < MORE:  # as most are
        return _SHORT[number]
    written = bytearray()
    while number >= MORE:
        written.append(number & ~-MORE | MORE)
        number >>= 7
    written.append(number)
    return bytes(written)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number that is written at a place, and the place behind it."""
    number = shift = 0
    while (byte := data[at]) >= MORE:
        number |= (byte - MORE) << shift
        shift += 7
        at += 1
    return number | byte << shift, at + 1


def in_order(term: str) -> bytes:
    """Return what terms are ordered by."""
    return term.encode("utf-16-be")


def term_of(key: bytes) -> str:
    """Return the term that `in_order` was asked about."""
    return key.decode("utf-16-be")


def name_of(content: bytes) -> str:
    """Return the name of a file, from what is in it before it is compressed."""
    return b32encode(digest_of(content))[:10].decode().lower()


def compressed(*sections: bytes) -> bytes:
    """Return the bytes of a file that is no module.

    Sections are those of its content that look different: each is given a code of its own.
    """
    first, *others = sections
    packing = zlib.compressobj(LEVEL)
    packed = [packing.compress(first)]
    for it in others:
        packed += packing.flush(zlib.Z_BLOCK), packing.compress(it)
    return b"".join((*packed, packing.flush()))
