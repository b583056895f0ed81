"""Warm-up: the similarity engine is ready before a long loop starts, and a compilation is announced to the user."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import selfinstruct
from selfinstruct.errors import StorageError
from selfinstruct.runs import warmup
from selfinstruct.similarity import SimilarityIndex, jit

pytestmark = pytest.mark.slow

PACKAGE = Path(selfinstruct.__file__).parent
SLOW_LOADING = """
import time
from selfinstruct.similarity import index
load = index._default_engine
index._default_engine = lambda threads: time.sleep(2) or load(threads)
"""
"""Code after which loading the engine takes 2 s, as on a busy machine."""


def printed(cache: Path, before: str = "", folder: Path | None = None) -> str:
    """Output of `warm_up` in a new process that imports the package from `folder` and runs the code `before` first."""
    code = f"import sys\n{before}\nfrom selfinstruct.runs.warmup import warm_up\nwarm_up(print)"
    environ = os.environ | {"NUMBA_CACHE_DIR": str(cache)}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=True).stdout


def test_compiling_is_announced_only_if_the_cache_is_empty_or_stale(tmp_path: Path) -> None:
    cache, folder = tmp_path / "cache", tmp_path / "copy"
    shutil.copytree(PACKAGE, folder / "selfinstruct", ignore=shutil.ignore_patterns("__pycache__"))
    assert printed(cache, folder=folder) == f"{warmup.COMPILING}\n"
    assert list(cache.rglob("*.nbc"))
    assert printed(cache, SLOW_LOADING, folder) == ""
    with (folder / "selfinstruct" / "similarity" / "kernels.py").open("a", encoding="utf-8") as kernels:
        kernels.write("# a later version\n")
    assert printed(cache, folder=folder) == f"{warmup.COMPILING}\n"


def test_without_numba_the_message_names_the_package_to_install(tmp_path: Path) -> None:
    assert "pip install numba" in printed(tmp_path, "sys.modules['numba'] = None")


def test_the_code_is_compiled_without_a_cache_if_none_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    real = jit.njit

    def njit(cache: bool = False, **options: Any) -> Any:
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return real(**options)

    monkeypatch.setattr(jit, "njit", njit)
    assert jit.jit_compiled(lambda number: number + 1)(41) == 42


def test_a_full_disk_while_compiling_raises_a_storage_error_that_names_the_cache_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def extend(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SimilarityIndex, "extend", extend)
    with pytest.raises(StorageError, match=r"No space left on device.*NUMBA_CACHE_DIR"):
        warmup.warm_up(print)


def test_the_heap_is_frozen_only_within_the_context() -> None:
    with warmup.frozen_heap():
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize("before", [0.005, 0.0001])
def test_threads_switch_quickly_only_within_the_context(before: float) -> None:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(before)
    try:
        with warmup.quick_thread_switches():
            assert sys.getswitchinterval() <= min(before, 0.001)
        assert sys.getswitchinterval() == pytest.approx(before, rel=0.05)
    finally:
        sys.setswitchinterval(usual)
