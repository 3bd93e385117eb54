"""What is measured, how, and what it must reach. ``make hold`` runs all of it and writes ``bench/RESULTS.md``."""
