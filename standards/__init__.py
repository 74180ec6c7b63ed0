"""What a standard is: identifiers, documents, clauses, citations, validity.

Standard library only.
"""
