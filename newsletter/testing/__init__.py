"""Hold the contracts that plugins keep, as test classes for pytest.

A package that adds an engine, a campaign tool or a dialect makes a subclass in its own tests and
says how its plugin is built; the tests come with the class:

    from newsletter.testing import EngineContract

    class TestMyEngine(EngineContract):
        def build_engine(self):
            return MyEngine(...)

The suites ask for what newsletter relies on, and nothing else. They are used on our own engines and
tools too.
"""

from __future__ import annotations

from newsletter.testing.dialect_contract import DialectContract
from newsletter.testing.engine_contract import EngineContract
from newsletter.testing.tool_contract import CampaignToolContract

__all__ = ["CampaignToolContract", "DialectContract", "EngineContract"]
