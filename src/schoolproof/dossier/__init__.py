"""The report that people read: one dossier, several formats, found in `formats/`."""
