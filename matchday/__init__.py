"""matchday: the platform on which a Landkreis runs its Refugees' Day.

Four rooms, three workshops, a hall. Arrows point one way:
``web, cli, worker, sender → services → models → core`` and ``services → workshops``.

==============  ==========================================================================
``core``        decides: the rules of the field, over plain values
``models``      remember: the tables
``services``    do: one function, one thing somebody does
``web``         shows: pages and forms, one package per role
``solver``      makes plans, with a proof
``documents``   makes papers: tickets, calendar files
``sheets``      makes tables in files, and reads them
hall            opens doors: ``app``, ``cli``, ``worker``, ``sender``, ``config``, ``extensions``
==============  ==========================================================================

One subject has one stem in every room: all about wish lists is in files named ``wishlist``.
``docs/architecture.md`` is the map with its reasons.
"""

__version__ = "0.1.0"
