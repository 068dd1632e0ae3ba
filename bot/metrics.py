"""All figures `/metrics` shows, by name. Alert on `OLDEST`: something is stuck."""

from prometheus_client import Counter, Gauge, Histogram

OLDEST = Gauge(
    "dateline_oldest_undelivered_seconds",
    "Seconds since the moment the longest waiting delivery was due",
)
DELIVERIES = Counter(
    "dateline_deliveries_total",
    "Settled attempts to post one part",
    ["platform", "outcome"],
)
LOST_CLAIMS = Counter(
    "dateline_lost_claims_total", "Results that came after their claim was lost"
)
CALL = Histogram(
    "dateline_delivery_seconds",
    "Seconds one attempt took, look-up included",
    ["platform"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20),
)
LAG = Histogram(
    "dateline_digest_lag_seconds",
    "Seconds from the moment a digest was due until it was queued",
    buckets=(1, 2, 5, 10, 30, 60, 300, 900, 3600, 86400),
)
DIGESTS = Counter("dateline_digests_total", "Digests by why they were made", ["reason"])
RANG = Counter("dateline_schedules_rang_total", "Schedules that rang")
REFUSED = Gauge(
    "dateline_platform_refused",
    "1 where a platform does not let us listen: token refused, or a fault of ours",
    ["platform"],
)
