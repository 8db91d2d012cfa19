"""Where a site can be published to: the contract of `[publish.NAME]` in `content/site.toml`."""

from typing import Annotated, Literal

from msgspec import Meta

from sitegen.field_types import Fields
from sitegen.hosts import HostName

Server = Annotated[
    str,
    Meta(
        pattern=r"^$|^(?!-)[^\s:/]+:/[^\s]+$",
        description="a place such as `user@host.example:/srv/paper`",
    ),
]
BucketUrl = Annotated[
    str,
    Meta(
        pattern=r"^$|^(?:s3|gs|az|azure|abfss?|adl)://[^\s/]+(?:/[^\s]*)?$",
        description="an address such as `s3://paper` or `s3://paper/prefix`",
    ),
]
Remote = Annotated[
    str,
    Meta(pattern=r"^$|^(?!-)\S+$", description="an address such as `git@host.example:paper.git`"),
]
IndexNowKey = Annotated[
    str,
    Meta(
        pattern=r"^$|^[A-Za-z0-9-]{8,128}$",
        description="8 to 128 letters a to z, digits and hyphens, of your own making",
    ),
]
BranchName = Annotated[
    str,
    Meta(pattern=r"^(?![-/.])[\w./-]+$", description="the name of a branch such as `gh-pages`"),
]

Packing = Literal["gzip", "br"]
"""How a file is packed, as HTTP calls it."""

PLACES = ("folder", "server", "bucket", "repository")
"""The kinds of places that a site can be published to."""


class Destination(Fields, frozen=True):
    """Where `sitegen publish` brings the site: one kind of place.

    `server` is as ssh and rsync have it, "user@host:/path"; `ssh` are more options of ssh. A
    `bucket` is named by the address that its store's own tools take, "s3://paper/prefix", and a
    `repository` by one that Git takes; its `branch` is what a host publishes. `host` is
    whose limits hold. `purge` is a command that gets the addresses that changed, `indexnow` the
    site's key, and `tell` is told of what goes wrong where nobody looks. With `compress`, texts lie
    there packed as well, for servers that send such files, or in a bucket instead.
    """

    folder: str = ""
    server: Server = ""
    ssh: str = ""
    bucket: BucketUrl = ""
    repository: Remote = ""
    branch: BranchName = "gh-pages"
    compress: tuple[Packing, ...] = ()
    host: HostName = ""
    purge: str = ""
    tell: str = ""
    indexnow: IndexNowKey = ""
