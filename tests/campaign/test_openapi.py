"""What we send, held against the published descriptions of the APIs where they are at hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from newsletter.campaign import fields
from newsletter.campaign.tools import BUTTONDOWN_STATUSES
from tests.campaign.drafts import DRAFT as ANY_DRAFT
from tests.campaign.drafts import SETTINGS

DRAFT = replace(ANY_DRAFT, lists=("8d2f1c6e-0f0d-4a3c-9d5e-1b2c3d4e5f60",))
FOLDER = Path(__file__).resolve().parents[3] / "shared" / "openapi"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no API descriptions at hand")


def read(name: str) -> dict[str, Any]:
    """One description."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    value: dict[str, Any] = json.loads(text) if name.endswith("json") else yaml.safe_load(text)
    return value


def complaints(spec: dict[str, Any], schema: dict[str, Any], body: object) -> list[str]:
    """What a validator says of a body."""
    jsonschema = pytest.importorskip("jsonschema")
    whole = {**spec, "allOf": [schema]}
    validator = jsonschema.Draft202012Validator(whole)
    return [f"{list(fault.path)}: {fault.message}"[:200] for fault in validator.iter_errors(body)]


def test_buttondown() -> None:
    """The fields of a draft, and all states of an email."""
    spec = read("buttondown.json")
    body = {**fields.build_buttondown(DRAFT, None), "status": "draft"}
    assert complaints(spec, {"$ref": "#/components/schemas/EmailInput"}, body) == []
    states = spec["components"]["schemas"]["EmailStatus"]["enum"]
    assert set(BUTTONDOWN_STATUSES) == set(states)


def test_sendgrid() -> None:
    """The fields of a single send."""
    spec = read("sendgrid.json")
    post = spec["paths"]["/marketing/singlesends"]["post"]
    (schema,) = [each["schema"] for each in post["parameters"] if each.get("in") == "body"]
    body = fields.build_sendgrid(DRAFT, SETTINGS.campaign.sendgrid)
    assert complaints(spec, schema, body) == []


def test_mailchimp() -> None:
    """The fields of a campaign and of its content."""
    spec = read("mailchimp.yml")
    paths = {path.removeprefix("/3.0"): value for path, value in spec["paths"].items()}
    for path, method, body in (
        ("/campaigns", "post", {**fields.build_mailchimp(DRAFT, None), "type": "regular"}),
        ("/campaigns/{campaign_id}/content", "put", fields.build_mailchimp_content(DRAFT)[1]),
    ):
        parameters = paths[path][method]["parameters"]
        (schema,) = [each["schema"] for each in parameters if each.get("in") == "body"]
        assert complaints(spec, schema, body) == [], path
