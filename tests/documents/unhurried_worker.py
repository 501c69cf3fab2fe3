"""The worker with WeasyPrint as it comes: nothing in it is replaced by a quicker way."""

from __future__ import annotations

from documents import quick_layout, worker

if __name__ == "__main__":
    quick_layout.WRITTEN_FOR = ("no", "release")  # type: ignore[misc]
    worker.main()
