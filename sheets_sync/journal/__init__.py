"""The journal of a batch: what it overwrites or deletes, copied aside by Sheets itself.

Sheets applies a batch to whatever the spreadsheet is by then. So the hidden tab that
each batch adds as its token (``generation``) also takes copies, made in the same batch
before the first cell is written: of headers and keys, which tell whether anybody moved
something since we read; and of every row that is about to be overwritten or deleted,
with all that people typed there. When the copies are not what was read, people's cells
are put back from them (``mending``), and the refresh plans again.

Whoever refreshes next can do that as well, since the layout is kept with the tab: a
process that dies between the write and its answer loses nothing.
"""
