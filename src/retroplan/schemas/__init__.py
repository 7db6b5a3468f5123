"""JSON Schemas of the documents, generated from the classes that read and write them."""

from retroplan.schemas.catalogue import json_schema

__all__ = ["json_schema"]
