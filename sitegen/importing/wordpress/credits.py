"""Who made a picture, as plugins of newsrooms keep it beside the file."""

import re
from collections.abc import Mapping
from html import unescape

CREDIT_KEYS = (
    "_media_credit",  # Newspack, Navis, Media Credit
    "isc_image_source",  # Image Source Control
    "_wp_attachment_credit",
    "_photographer",
    "photo_credit",
    "_photo_credit",
    "media_credit",
    "credit",
)
ORGANISATION_KEYS = ("_navis_media_credit_org", "_media_credit_org", "media_credit_org")
LICENCE_KEYS = ("isc_image_licence_url", "_media_license_url", "media_license_url")


def of_fields(meta: Mapping[str, str]) -> tuple[str, str]:
    """Return credit and licence from the custom fields of an attachment."""
    credit = next((value for it in CREDIT_KEYS if (value := _plain(meta.get(it, "")))), "")
    organisation = next(
        (value for it in ORGANISATION_KEYS if (value := _plain(meta.get(it, "")))), ""
    )
    licence = next((value for it in LICENCE_KEYS if (value := meta.get(it, "").strip())), "")
    parts = dict.fromkeys(filter(None, (credit, organisation)))
    return "/".join(parts), licence if licence.startswith(("http://", "https://")) else ""


def _plain(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())
