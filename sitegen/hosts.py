"""What hosts of static sites allow, as they said it themselves on the day that is given."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

HostName = Literal[
    "",
    "cloudflare-pages",
    "cloudflare-pages-free",
    "netlify",
    "github-pages",
    "gitlab-pages",
    "azure-static-web-apps",
    "azure-static-web-apps-free",
    "s3",
]

KIB, MIB, GIB = 1024, 1024**2, 1024**3


class Limits(NamedTuple):
    """Limits of a host; None where it has none, or where it says none.

    `rules` are lines of `_redirects`, `headers` rules of `_headers`; where a host reads no such
    file that is 0. Sizes are in bytes, `rules_size` that of `_redirects`. `files_in_folder` counts
    those in one folder; of a host that `counts_folders` they are files, too. It
    `answers_gone` if a rule of `_redirects` may give the status 410; that Netlify does is what its
    own parser and matcher say, which `make judge` asks.
    """

    files: int | None = None
    file_size: int | None = None
    site_size: int | None = None
    rules: int | None = None
    rules_size: int | None = None
    headers: int | None = None
    header_line: int | None = None
    files_in_folder: int | None = None
    counts_folders: bool = False
    answers_gone: bool = False
    said: str = ""


_AZURE = Limits(
    files=15_000,
    site_size=500 * MIB,
    rules=0,
    headers=0,
    said='learn.microsoft.com, "Quotas in Azure Static Web Apps", November 2026',
)
_CLOUDFLARE = Limits(
    files=100_000,
    file_size=25 * MIB,
    rules=2_000,
    headers=100,
    header_line=2_000,
    said="developers.cloudflare.com/pages/platform/limits, November 2026",
)

HOSTS: dict[HostName, Limits] = {
    "cloudflare-pages": _CLOUDFLARE,
    "cloudflare-pages-free": _CLOUDFLARE._replace(files=20_000),
    "netlify": Limits(
        files_in_folder=54_000, answers_gone=True, said="docs.netlify.com, November 2026"
    ),
    "github-pages": Limits(
        site_size=GIB,
        rules=0,
        headers=0,
        said='docs.github.com, "GitHub Pages limits", November 2026',
    ),
    "gitlab-pages": Limits(
        files=200_000,
        site_size=GIB,
        rules=1_000,
        rules_size=64 * KIB,
        headers=0,
        counts_folders=True,
        said='docs.gitlab.com, "GitLab.com settings" and "GitLab Pages redirects", November 2026',
    ),
    "azure-static-web-apps": _AZURE,
    "azure-static-web-apps-free": _AZURE._replace(site_size=250 * MIB),
    "s3": Limits(file_size=5 * GIB, said="docs.aws.amazon.com: an object that is put at once"),
}


class RulesAllowed(NamedTuple):
    """How many rules `_redirects` may have, and how many bytes; None where there is no limit."""

    rules: int | None = None
    size: int | None = None


def rules_allowed(hosts: Iterable[HostName]) -> RulesAllowed:
    """Return what all of some hosts that read `_redirects` take of it."""
    found = [it for host in hosts if (it := HOSTS.get(host)) and it.rules != 0]
    return RulesAllowed(
        min((it.rules for it in found if it.rules is not None), default=None),
        min((it.rules_size for it in found if it.rules_size is not None), default=None),
    )
