"""Backups: one encrypted file with all of the database, made while people work, tried before it is trusted.

sealed_file   the file: encrypted with a passphrase or a key file, whole or refused
database      copy a database and put it back: SQLite by its backup interface, PostgreSQL by its own programs
manifest      what is inside: rows of each table, fingerprint, migration, version
carry_out     make, verify, restore
"""

from matchday.backup.carry_out import RETENTION, SUFFIX, Found, make, restore, verify
from matchday.backup.sealed_file import BackupError

__all__ = ["RETENTION", "SUFFIX", "BackupError", "Found", "make", "restore", "verify"]
