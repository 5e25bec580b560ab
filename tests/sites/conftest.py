"""The small publication of the pipeline's tests, here too."""

from tests.pipeline.conftest import letter, run

__all__ = ["letter", "run"]
