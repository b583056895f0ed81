"""The similarity engine is ready before anything waits for it, and the user knows what takes so long."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from selfinstruct.errors import StorageError
from selfinstruct.runs import warmup
from selfinstruct.similarity import SimilarityIndex, jit

pytestmark = pytest.mark.slow


def said(before: str, cache: Path) -> str:
    """What a fresh process is told by `warm_up`."""
    code = f"import sys\n{before}\nfrom selfinstruct.runs.warmup import warm_up\nwarm_up(print)"
    environ = os.environ | {"NUMBA_CACHE_DIR": str(cache)}
    return subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True).stdout


def test_the_first_compilation_is_announced_and_kept(tmp_path: Path) -> None:
    assert said("", tmp_path) == f"{warmup.COMPILING}\n"
    assert list(tmp_path.rglob("*.nbc"))


def test_without_numba_the_user_is_told_what_to_install(tmp_path: Path) -> None:
    assert "pip install numba" in said("sys.modules['numba'] = None", tmp_path)


def test_where_no_cache_can_be_written_the_code_is_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    real = jit.njit

    def njit(cache: bool = False, **options: Any) -> Any:
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return real(**options)

    monkeypatch.setattr(jit, "njit", njit)
    assert jit.jit_compiled(lambda number: number + 1)(41) == 42


def test_a_full_disk_while_compiling_is_a_storage_fault_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def extend(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SimilarityIndex, "extend", extend)
    with pytest.raises(StorageError, match=r"No space left on device.*NUMBA_CACHE_DIR"):
        warmup.warm_up(print)


def test_the_heap_is_frozen_only_for_a_while() -> None:
    with warmup.frozen_heap():
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0
