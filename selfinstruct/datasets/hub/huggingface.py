"""To Hugging Face's Hub, or a mirror of it that `HF_ENDPOINT` names. A built folder in, one commit at most out.

What huggingface_hub does not do is done here: a refusal to push to a repository that is public unasked, a bounded
number of tries, no second commit or pull request when an answer was lost, one sentence for what went wrong.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import huggingface_hub
from huggingface_hub import HfApi, get_session
from huggingface_hub.hf_api import RepoFile
from huggingface_hub.utils.tqdm import disable_progress_bars

from selfinstruct.datasets.hub.build import Folder, Piece
from selfinstruct.datasets.hub.build_folder import SHARD
from selfinstruct.datasets.hub.destination import Destination, Pushed
from selfinstruct.datasets.hub.huggingface_errors import RAISED, translate
from selfinstruct.datasets.hub.retries import Wait, retried
from selfinstruct.errors import InputError
from selfinstruct.runs.progress import Reporter
from selfinstruct.teachers.urls import is_usable

_KIND = "dataset"
_SILENCE = 180.0
"""Seconds without a byte after which a request has failed; the library itself would wait for ever."""


def push(folder: Folder, destination: Destination, say: Reporter, wait: Wait) -> Pushed:
    """Make the repository hold the folder; what else is in it stays. Only `say` tells of tries and of visibility.

    Raises InputError without a token, for an unusable address, and for a public repository that was not asked to be
    one; HubRefused and HubUnreachable for what the hub answers.
    """
    secret = token()
    pushing = _Pushing(HfApi(token=secret), folder, destination, say)

    def once() -> Pushed:
        try:
            return pushing.once()
        except RAISED as error:
            raise translate(error, destination.repo, secret) from error

    with _quiet():
        return retried(once, say, wait)


def token() -> str:
    """The user's token, from the environment or the library's login. Raises InputError where it cannot be used."""
    if huggingface_hub.constants.HF_HUB_OFFLINE:
        raise InputError("HF_HUB_OFFLINE is set, so nothing can be pushed; unset it, or look with --dry-run")
    if not is_usable(huggingface_hub.constants.ENDPOINT):
        raise InputError(
            f"HF_ENDPOINT must be an address such as https://huggingface.co, not {huggingface_hub.constants.ENDPOINT!r}"
        )
    found = huggingface_hub.get_token()
    if not found:
        raise InputError("there is no token for the Hub: set HF_TOKEN, or log in once with: hf auth login")
    if not (found.isascii() and found.isprintable()):
        raise InputError("the token for the Hub holds a character that no token has; copy it again, without quotes")
    return found


@dataclass(frozen=True, slots=True)
class _State:
    """A revision's last commit, the shards of an earlier push that it holds, and whether nothing is to be done."""

    head: str
    stale: tuple[str, ...]
    is_whole: bool


class _Pushing:
    """One push, of which `once` may be called again after a fault: it looks first at what is there."""

    def __init__(self, api: HfApi, folder: Folder, destination: Destination, say: Reporter) -> None:
        self._api = api
        self._folder = folder
        self._to = destination
        self._say = say
        self._has_sent = False
        self._has_spoken = False

    def once(self) -> Pushed:
        """Bring the repository up to date, or find it so."""
        get_session().timeout = _SILENCE
        is_public = self._open()
        revision, url = self._to.revision, None
        state = self._state(revision)
        if self._to.create_pr and not state.is_whole:
            revision, url = self._pull_request()
            state = self._state(revision)
        commit = state.head if state.is_whole else self._commit(revision, state)
        changed = self._has_sent if state.is_whole else commit != state.head
        return Pushed(f"{self._api.endpoint}/datasets/{self._to.repo}", commit, changed, is_public, url)

    def _open(self) -> bool:
        """Make the repository, if there is none, and the branch; gives whether it is public."""
        repo = self._to.repo
        self._api.create_repo(repo, repo_type=_KIND, private=not self._to.public, exist_ok=True)
        is_public = not self._api.repo_info(repo, repo_type=_KIND).private
        if is_public and not self._to.public:
            raise InputError(
                f"{repo} is public already, and --public was not given, so nothing was uploaded; give --public, "
                "make the repository private first, or name another one"
            )
        if not is_public and self._to.public and not self._has_spoken:
            self._say(f"{repo} is private and stays so; --public counts for a new repository only")
        self._has_spoken = True
        if self._to.revision != huggingface_hub.constants.DEFAULT_REVISION:
            self._api.create_branch(repo, branch=self._to.revision, repo_type=_KIND, exist_ok=True)
        return is_public

    def _state(self, revision: str) -> _State:
        head = self._api.repo_info(self._to.repo, repo_type=_KIND, revision=revision).sha or ""
        there = self._files(revision)
        wanted = {piece.name: piece for piece in self._folder.pieces}
        stale = tuple(sorted(name for name in there if SHARD.fullmatch(name) and name not in wanted))
        is_whole = not stale and all(_is_same(there.get(name), piece) for name, piece in wanted.items())
        return _State(head, stale, is_whole)

    def _commit(self, revision: str, state: _State) -> str:
        """Commit what a revision lacks, all of it at once; gives the commit."""
        self._has_sent = True
        info = self._api.upload_folder(
            repo_id=self._to.repo,
            repo_type=_KIND,
            folder_path=self._folder.path,
            revision=revision,
            commit_message=self._title,
            parent_commit=state.head or None,
            allow_patterns=[piece.name for piece in self._folder.pieces],
            delete_patterns=list(state.stale) or None,
        )
        return info.oid

    def _files(self, revision: str) -> dict[str, RepoFile]:
        entries = self._api.list_repo_tree(self._to.repo, repo_type=_KIND, revision=revision, recursive=True)
        return {entry.path: entry for entry in entries if isinstance(entry, RepoFile)}

    def _pull_request(self) -> tuple[str, str]:
        """Revision and address of the open pull request for this content, made where there is none.

        Looked for first: a request for one whose answer was lost may have made it. The title tells it from others.
        """
        repo = self._to.repo
        for found in self._api.get_repo_discussions(repo, repo_type=_KIND, discussion_type="pull_request"):
            if found.title == self._title and found.status in ("draft", "open"):
                return f"refs/pr/{found.num}", found.url
        self._has_sent = True
        made = self._api.create_pull_request(repo, self._title, repo_type=_KIND)
        return f"refs/pr/{made.num}", made.url

    @property
    def _title(self) -> str:
        return f"{self._folder.rows:,} rows from selfinstruct ({self._folder.digest[:12]})"


def _is_same(remote: RepoFile | None, piece: Piece) -> bool:
    """Whether a file of the repository has a piece's content; large ones are known there by their SHA-256."""
    if remote is None:
        return False
    return bool(remote.lfs.sha256 == piece.sha256 if remote.lfs else remote.blob_id == piece.git_sha)


@contextmanager
def _quiet() -> Iterator[None]:
    """The library's bars only where somebody looks, and its warnings never: what matters is said once, here."""
    if sys.stderr is None or not sys.stderr.isatty():
        disable_progress_bars()
    logger = logging.getLogger("huggingface_hub")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
