"""What the cache did, for Prometheus."""

from prometheus_client import Counter

READS = Counter(
    "wms_cache_reads", "Reads through the cache, by what came of them.", ("contract", "outcome")
)
FAULTS = Counter("wms_cache_faults", "Questions that the cache did not answer.")
FENCED = Counter("wms_cache_fenced", "Times that the fence was closed by this process.")
