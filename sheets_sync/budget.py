"""How long anything may take: every limit in time that a refresh lives under.

From the outside in: Cloud Run ends a refresh after 300 s (``deploy/resources``), and
Google gives up on a call after 180 s. Ours lie within both, so that whoever waits gets
a sentence of ours and not a page of somebody else.
"""

from datetime import timedelta
from typing import Final

# Google ends a call itself after 180 s; a little more lets its answer arrive.
CONNECT_S: Final = 10.0
ANSWER_S: Final = 190.0
# The whole refresh, from its first call: 300 s less the time to
# start up, to tell who calls, and to say how it ended.
REFRESH_S: Final = 270.0
# A write that is cut off leaves nobody knowing; none begins with less than this.
WRITE_S: Final = 60.0
# With less than this left, a read is not worth beginning.
READ_S: Final = 5.0
# Waits and attempts of one call. A quota is full again after a minute, so a call that
# is told to wait that long can.
RETRYING_S: Final = 80.0
# Later than this, a write whose answer was lost is not planned again.
PATIENCE: Final = timedelta(seconds=90)
