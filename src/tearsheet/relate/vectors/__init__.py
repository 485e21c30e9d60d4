"""Texts as vectors: what an encoder promises, our own two, the means of languages.

`e5.E5` reads meaning, some dozens of texts a second; `table.Table` adds up words, some thousands.
"""

from tearsheet.relate.vectors.encoder import Encoder, Vectors
from tearsheet.relate.vectors.means import LanguageMeans

__all__ = ["Encoder", "LanguageMeans", "Vectors"]
