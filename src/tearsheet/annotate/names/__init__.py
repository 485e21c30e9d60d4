"""Persons, organisations and places of an article."""

from tearsheet.annotate.names.find import names_in

__all__ = ["names_in"]
