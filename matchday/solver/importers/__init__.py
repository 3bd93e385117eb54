"""Real preferences from elsewhere, as problems."""
