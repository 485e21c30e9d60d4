"""The ledger of quotations: one utterance in all the wordings the press printed it in."""

from tearsheet.relate.ledger.meanings import Meanings
from tearsheet.relate.ledger.statement import Statement, Turning, statements_of
from tearsheet.relate.ledger.utterances import utterances

__all__ = ["Meanings", "Statement", "Turning", "statements_of", "utterances"]
