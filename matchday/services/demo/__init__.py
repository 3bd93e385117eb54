"""Fill the demo: an invented Landkreis with a believable day, or with a day of any size.

================  ==========================================================================
``fill``          fills an empty database, in one transaction of its caller
``links``         lets one person of each role in
``landkreis``     the organiser, its towns, who works there, its event
``sketch``        what a demo consists of, as values …
``rows``          … and put into rows
``day``           the believable day: ``employers``, their ``slots``, the ``participants``
``sized``         a day of any size, drawn with the ``names``
``moments``       when all of it happened, counted from today
``keys``          names for addresses from the seed, so that two fills are equal
================  ==========================================================================

Nobody and nothing in it exists. Mobile numbers are those kept free for films (Bundesnetzagentur), the others have a
prefix no exchange has; postcodes begin with 00, which no place has; mail addresses end in ``.example`` (RFC 2606).
"""
