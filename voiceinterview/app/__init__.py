"""The composition root: settings to engines to session."""
