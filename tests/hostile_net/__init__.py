"""The web at its worst, on loopback: what is fetched and read must stay within its bounds."""
