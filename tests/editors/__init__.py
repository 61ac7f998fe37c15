"""People who edit a tracker while it is refreshed, at every point between our calls.

A run follows from its seed alone: a small tracker that was refreshed once or twice and
where people typed beside customers (``run.base``); something changes; a refresh, before
each of whose calls a person makes up to three random edits (``person``); then a refresh
that nobody disturbs. Every text that is typed is found nowhere else, so that ``oracle``
can tell from the cells alone whether it is still there, beside whom, and in which tab.

``python -m tests.editors 17`` tells the run of seed 17 in words, and
``python -m tests.editors 0 500 structure,values typing`` tries 500 with people who
only type, and not just before the write. See ``__main__`` for the words.
"""
