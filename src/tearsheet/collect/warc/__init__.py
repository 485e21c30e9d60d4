"""Web archives: their records one after the other, through damage and to a torn end."""
