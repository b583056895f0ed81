"""Find the dataset that a command reads: a run, a file or a folder, or a dataset on a hub.

All parts of `datasets`, and the students, find their datasets here.
"""

from __future__ import annotations

from pathlib import Path

from selfinstruct.runs.progress import Reporter
from selfinstruct.schema.hub_address import address_of
from selfinstruct.storage.source import Reading, Source, find_source


def source_of(target: Path, reading: Reading, say: Reporter) -> Source:
    """Return the dataset at a path, or at an address such as `hf://datasets/alice/tasks`.

    Raises InputError or StorageError; for an address also HubRefused or HubUnreachable.
    """
    address = address_of(str(target))
    if address is None:
        return find_source(target, reading)
    from selfinstruct.datasets.hub.sets import source_on_hub  # slow to import

    return source_on_hub(address, reading, say)
