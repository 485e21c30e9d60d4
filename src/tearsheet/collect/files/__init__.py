"""Files of the disk: which are meant, and what each one holds."""
