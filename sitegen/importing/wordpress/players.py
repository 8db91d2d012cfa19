"""Hosts whose addresses WordPress shows as what plays there, when one stands alone on its line.

The list of WP_oEmbed, by host; kept short of those that closed long ago.
"""

from urllib.parse import urlsplit

HOSTS = frozenset(
    {
        *("youtube.com", "youtu.be", "vimeo.com", "dailymotion.com", "dai.ly", "flickr.com"),
        *("flic.kr", "smugmug.com", "scribd.com", "wordpress.tv", "crowdsignal.net", "poll.fm"),
        *("twitter.com", "x.com", "soundcloud.com", "slideshare.net", "spotify.com", "imgur.com"),
        *("issuu.com", "mixcloud.com", "ted.com", "animoto.com", "video.wordpress.com"),
        *("tumblr.com", "kickstarter.com", "kck.st", "cloudup.com", "reverbnation.com"),
        *("videopress.com", "reddit.com", "speakerdeck.com", "screencast.com", "tiktok.com"),
        *("pinterest.com", "wolframcloud.com", "pca.st", "anghami.com", "bsky.app"),
        *("facebook.com", "instagram.com", "vine.co", "twitch.tv", "giphy.com", "gfycat.com"),
        *("datawrapper.de", "datawrapper.dwcdn.net", "public.flourish.studio", "infogram.com"),
        *("documentcloud.org", "google.com", "maps.google.com", "goo.gl", "archive.org"),
    }
)


def is_player(address: str) -> bool:
    """Say whether an address that stands alone is shown as what plays there."""
    if not address.startswith(("https://", "http://")) or " " in address or len(address) > 2048:  # noqa: PLR2004
        return False
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    parts = host.split(".")
    return any(".".join(parts[at:]) in HOSTS for at in range(len(parts) - 1))
