"""The labels before the last refresh, put back: a snapshot and its journal → findings.

The journal of the last batch (``journal``) has each row of a list of customers as it
was before its label was overwritten. These labels take the place of those that the
rules would give, and the plan is then made as for any refresh: so the customers go back
into the tabs of these segments too, and what people typed beside them goes along.
"""

from sheets_sync.way_back.standing import with_room_for_all
from sheets_sync.way_back.take import labels_taken_back

__all__ = ["labels_taken_back", "with_room_for_all"]
