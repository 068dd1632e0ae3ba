"""The async shell: it waits, fetches, stores, schedules, renders and sends."""

import os

# A worker has a core to itself. For products as small as ours, numpy's helpers on the
# other cores only spin, and take them from other workers.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
