"""Do: one function is one thing somebody does.

The first parameter is the database session; ``by`` is the acting account, ``now`` the moment. Services change, doors
commit. Knows no Flask and sends nothing.
"""
