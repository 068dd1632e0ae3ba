"""One article, one address: what makes two addresses the same is decided here.

Tracking parameters, mobile and AMP variants, ports, fragments and case do not make
another article; a query that a site's pages are told apart by does.
"""

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

TRACKING: Final = re.compile(
    r"^(?:utm_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|ref|ref_src|"
    r"ref_url|referrer|cmp|cmpid|campaign|ncid|ocid|ito|s_cid|smid|smtyp|sref|spm|share|"
    r"src|at_medium|at_campaign.*|at_custom.*|xtor|wt_mc|wtmc|traffic_source|rss|"
    r"feedtype|feedname|partner|ns_.*|guccounter|guce_.*|amp|outputtype|__twitter_.*)$",
    re.IGNORECASE,
)
"""Query parameters that say how a reader came, never which article it is."""

_VARIANT: Final = re.compile(r"^(?:m|mobile|amp|touch|wap)\.(?=[^.]+\.[^.]+)")
_AMP: Final = re.compile(r"(?:/amp|\.amp)(?=/?$|\.html?$)|^/amp(?=/)", re.IGNORECASE)
_INDEX: Final = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_PORTS: Final = {"http": ":80", "https": ":443"}


def canonical(address: str) -> str:
    """Return the form of an address under which an article is known.

    What is no web address comes back as it is.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").rstrip(".")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return address
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return address
    host = _VARIANT.sub("", host.removeprefix("www."))
    port = "" if port == _PORTS[parts.scheme.lower()] else port
    path = _INDEX.sub("/", _AMP.sub("", parts.path)).rstrip("/")
    return urlunsplit(("https", host + port, path, _query(parts.query), ""))


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted(pair for pair in pairs if not TRACKING.match(pair[0])))
