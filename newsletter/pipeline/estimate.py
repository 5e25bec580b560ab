"""Say before a run what may be sent to an engine: for `--dry-run`."""

from __future__ import annotations

from newsletter.config import Settings
from newsletter.model import Receipt
from newsletter.pipeline.run_plan import RunPlan
from newsletter.pipeline.tasks import read_post_file
from newsletter.plan.page_actions import WORK
from newsletter.source.front_matter import split_front_matter
from newsletter.translate.engines.receipt import estimate_receipt


def estimate(plan: RunPlan, settings: Settings) -> Receipt | None:
    """Return the most that the first engine may be sent; None where nothing would be.

    The text of every post that is to be built counts once for each language it is to be translated
    into. What cleaning will drop and what the memory knows is in it.
    """
    bodies: dict[str, str] = {}
    texts: list[str] = []
    for action in plan.actions:
        post = plan.survey.posts.get(action.ref)
        if post is None or action.verb not in WORK:
            continue
        if action.language != post.language:
            if action.ref not in bodies:
                bodies[action.ref] = _read_body(plan, action.ref)
            texts.append(bodies[action.ref])
    return estimate_receipt(texts, settings.translate)


def _read_body(plan: RunPlan, ref: str) -> str:
    """Return the text below the front matter; "" of a file that cannot be read."""
    data = read_post_file(plan.survey.file_of(ref)).data
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    return split_front_matter(text)[1].strip()
