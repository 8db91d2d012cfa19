"""What stores of objects and obstore say when something fails, in words that help an editor."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from obstore.exceptions import BaseError

from sitegen.refusals import Refused


class Saying(NamedTuple):
    """What is said of messages that a pattern is found in."""

    pattern: str
    message: str
    hint: str


_KEYS = "see that the key is right, and may write there: {0}"
_REACH = "see {1}, and that this machine has a network"
_LATER = "try again later"
_SAID = (
    Saying(r"169\.254\.169\.254", "there is no key for the store", _KEYS),
    Saying(
        r"RequestTimeTooSkewed", "the store does not accept this machine's clock", "set the clock"
    ),
    Saying(
        r"PermanentRedirect|AuthorizationHeaderMalformed|incorrectly configured region",
        "the bucket is in another region",
        "see where it is: AWS_REGION",
    ),
    Saying(
        r"QuotaExceeded|InsufficientStorage|StorageFull|status code: 507",
        "the store is full",
        "make room there, or have more given to you",
    ),
    Saying(
        r"ExpiredToken|InvalidToken|TokenRefreshRequired",
        "the key holds no longer",
        "get a new one",
    ),
    Saying(r"NoSuchBucket|ContainerNotFound", "there is no such bucket", "see how it is called"),
    Saying(
        r"SignatureDoesNotMatch|InvalidAccessKeyId|Unauthenticated|status code: 401",
        "the store does not accept the key",
        _KEYS,
    ),
    Saying(r"AccessDenied|PermissionDenied|status code: 403", "the store refuses us", _KEYS),
    Saying(r"dns error|failed to lookup", "the store cannot be found", _REACH),
    Saying(r"timed out", "the store does not answer in time", _LATER),
    Saying(r"status code: 5\d\d|SlowDown", "the store fails", _LATER),
    Saying(r"HTTP error|error sending request", "the store cannot be reached", _REACH),
    Saying(r"service account|[Aa]pplication.?[Cc]redentials", "the key cannot be read", _KEYS),
)
"""How messages of stores and of obstore are told: by the first that is found in one."""


_AZURE = ("AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY", "AZURE_STORAGE_ENDPOINT")
_NAMES = {
    "s3": ("AWS_ACCESS_KEY_ID and its like", "AWS_ENDPOINT_URL and AWS_REGION"),
    "gs": ("GOOGLE_APPLICATION_CREDENTIALS", "how the bucket is called"),
}
"""What in the environment has the key of a store, and its place, by scheme."""


@contextmanager
def told(url: str) -> Iterator[None]:
    """Turn what a store says into what can be said of it in one line."""
    try:
        yield
    except (BaseError, OSError, ValueError) as error:
        if isinstance(error, OSError) and not isinstance(error, FileNotFoundError | TimeoutError):
            raise
        said = str(error).partition("Debug source")[0]
        for pattern, told, hint in _SAID:
            if re.search(pattern, said):
                names = _NAMES.get(url.partition(":")[0], _AZURE)
                raise Refused(f"{url}: {told}", hint.format(*names)) from error
        code = re.search(r"<Code>(\w+)</Code>", said)
        first = f"the store says {code[1]}" if code else said.partition("\n")[0][:200]
        raise Refused(f"{url}: {first}", "see what its documentation says of that") from error
