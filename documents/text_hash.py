"""The digest that a signature page carries: which facts, and which wording, it belongs to."""

from __future__ import annotations

import json
from hashlib import sha256

from documents.parts import Document


def text_hash(context: Document) -> str:
    """SHA-256 (64 hex) of the context as canonical JSON.

    ``template_version`` is in it, so that another wording of the same facts has
    another digest. What a document's properties compute is not: the digest is
    printed in the document that it is the digest of.
    """
    facts = context.model_dump(mode="json")
    canonical = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()
