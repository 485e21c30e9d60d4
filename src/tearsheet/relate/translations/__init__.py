"""Which articles are translations of which?"""

from tearsheet.relate.translations.credited import Translation, translations

__all__ = ["Translation", "translations"]
