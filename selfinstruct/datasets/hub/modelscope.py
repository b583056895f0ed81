"""Push a built folder to ModelScope with the library modelscope-hub, which the extra `modelscope` installs.

The library uploads in one commit and deletes in another. Between the two, the repository has both the new shards and
those of an earlier push. The card selects the new shards by their count, and a push that was interrupted at this point
deletes the old shards when it is run again.
"""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from typing import Any

from selfinstruct.datasets.hub.build import Folder
from selfinstruct.datasets.hub.build_folder import SHARD
from selfinstruct.datasets.hub.destination import UNKNOWN_LICENSE, Destination, Pushed
from selfinstruct.datasets.hub.faults import FaultKind
from selfinstruct.datasets.hub.modelscope_download import libraries
from selfinstruct.datasets.hub.modelscope_errors import fault_of
from selfinstruct.datasets.hub.quiet import quiet_libraries
from selfinstruct.datasets.hub.retries import Transient, Wait, retried
from selfinstruct.errors import HubRefused, InputError
from selfinstruct.runs.progress import Reporter, is_watched

_KIND = "dataset"


def push(folder: Folder, destination: Destination, say: Reporter, wait: Wait) -> Pushed:
    """Upload the folder. Other files of the repository are kept.

    Raises InputError if the library or the token is missing, or if the repository is public and `--public` was not
    passed. Raises HubRefused or HubUnreachable for error responses of the hub.
    """
    secret = token()
    hub_api, hub_config = libraries("--hub modelscope")
    api = hub_api(hub_config())
    with quiet_libraries("modelscope_hub"), redirect_stdout(io.StringIO()):  # it prints a report
        return retried(lambda: _try_once(api, secret, folder, destination), say, wait)


def token() -> str:
    """Return the user's token. Raises InputError if the token or the library is missing."""
    found = libraries("--hub modelscope")[1]().token
    if not found:
        raise InputError("no ModelScope token found; set MODELSCOPE_API_TOKEN, or log in with its CLI")
    return str(found)


def _try_once(api: Any, secret: str, folder: Folder, destination: Destination) -> Pushed:
    from modelscope_hub.errors import HubError

    try:
        return _once(api, folder, destination)
    except (HubError, OSError, RuntimeError, ValueError) as error:
        raise _push_error(error, destination.repo, secret) from error


def _push_error(error: Exception, repo: str, secret: str) -> Exception:
    fault = fault_of(error, secret)
    match fault.kind:
        case FaultKind.BUSY:
            return Transient(f"ModelScope cannot be reached or is busy ({fault.said})")
        case FaultKind.NO_ACCESS | FaultKind.BAD_NAME | FaultKind.REFUSED:
            return HubRefused(f"ModelScope refused the push to {repo} ({fault.said}); check the token and the name")
    return Transient(f"the upload failed ({fault.said})")


def _once(api: Any, folder: Folder, destination: Destination) -> Pushed:
    """Update the repository unless it is up to date.

    The files are listed again after an upload, because the library does not report a partial upload.
    """
    is_public = _open(api, destination)
    missing, stale = _differences(api, folder, destination)
    if missing:
        _upload(api, folder, destination, missing)
    if stale:
        message = "Delete shards of an earlier push"
        api.delete_files(destination.repo, _KIND, stale, commit_message=message, revision=destination.revision)
    changed = bool(missing or stale)
    if changed and any(_differences(api, folder, destination)):
        raise Transient("ModelScope does not list all files yet")
    return Pushed(f"{api._config.endpoint}/datasets/{destination.repo}", "", changed, is_public)


def _upload(api: Any, folder: Folder, destination: Destination, missing: list[str]) -> None:
    api.upload_folder(
        destination.repo,
        _KIND,
        folder.path,
        commit_message=f"{folder.rows:,} rows from selfinstruct",
        revision=destination.revision,
        allow_patterns=missing,
        use_cache=False,  # the cache file would be written into the pushed folder
        disable_tqdm=not is_watched(),
    )


def _differences(api: Any, folder: Folder, destination: Destination) -> tuple[list[str], list[str]]:
    """Return the files that the repository lacks or has in another version, and its shards of an earlier push."""
    listed = api.list_repo_files(destination.repo, _KIND, revision=destination.revision)
    there = {file.path: file.sha256 for file in listed if file.type != "tree"}
    missing = [piece.name for piece in folder.pieces if there.get(piece.name) != piece.sha256]
    ours = {piece.name for piece in folder.pieces}
    return missing, sorted(name for name in there if SHARD.fullmatch(name) and name not in ours)


def _open(api: Any, destination: Destination) -> bool:
    """Create the repository if it does not exist. Returns True if it is public."""
    from modelscope_hub import Visibility
    from modelscope_hub.errors import AlreadyExistsError

    try:
        # The library's default is Apache-2.0, which the user has not chosen.
        name = "Other" if destination.license == UNKNOWN_LICENSE else destination.license
        api.create_repo(destination.repo, _KIND, visibility=destination.visibility, license=name)
    except AlreadyExistsError:
        pass
    is_public = bool(api.get_repo(destination.repo, _KIND).visibility != Visibility.PRIVATE)
    if is_public and not destination.public:
        raise InputError(
            f"{destination.repo} is not private and --public was not passed, so nothing was uploaded; pass --public, "
            "make the repository private, or choose another one"
        )
    return is_public
