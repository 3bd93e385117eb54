"""Decide: the rules of the field over plain values. Knows no database, no Flask, no clock, no network."""
