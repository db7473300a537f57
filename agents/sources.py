"""Which URIs a submission may name. Pure, but for resolving the links of local files."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

READABLE = ("file", "s3", "gs", "az")


def is_allowed(uri: str, prefixes: Iterable[str]) -> bool:
    """True where the URI is one of the prefixes or lies below one, by whole path segments.

    Scheme and host must be the same. `..` and odd spellings of it (%2e%2e) are refused, as are user
    names, queries and fragments; of a local file the place its links lead to must lie below the prefix.
    """
    try:
        wanted = urlsplit(uri)
        return _is_plain(wanted) and any(_is_below(wanted, urlsplit(prefix)) for prefix in prefixes)
    except (ValueError, OSError):  # a malformed host; a link that leads in circles
        return False


def _is_plain(uri: SplitResult) -> bool:
    steps = unquote(uri.path).replace("\\", "/").split("/")
    clean = ".." not in steps and "\0" not in unquote(uri.path) and "%" not in unquote(uri.path)
    return uri.scheme in READABLE and clean and not (uri.query or uri.fragment or "@" in uri.netloc)


def _is_below(uri: SplitResult, prefix: SplitResult) -> bool:
    if (uri.scheme, uri.netloc.lower()) != (prefix.scheme, prefix.netloc.lower()):
        return False
    if uri.scheme == "file":
        path, folder = Path(unquote(uri.path)).resolve(), Path(unquote(prefix.path)).resolve()
        return path.is_relative_to(folder)
    folder_path = unquote(prefix.path).rstrip("/")
    return unquote(uri.path) == folder_path or unquote(uri.path).startswith(f"{folder_path}/")
