"""What the edition pages have in common: how an edition is set out, asked for and said in words."""
