"""Write a draft as the fields of a tool's API: subject, body, sender and readers.

No field here sends or schedules anything, and none is left to a default of the tool that
would.
"""

from __future__ import annotations

from newsletter.campaign.interface import Draft
from newsletter.campaign.rest import Fields
from newsletter.config import KitSettings, ListmonkSettings, SendgridSettings


def build_listmonk(draft: Draft, options: object) -> Fields:
    """Return the fields of listmonk: all of them, since a PUT of older versions keeps none."""
    assert isinstance(options, ListmonkSettings)
    template = (
        {} if options.template is None else {"template_id": options.template}
    )
    name = draft.from_name.replace("\\", "").replace('"', "")
    sender = (
        {"from_email": f'"{name}" <{draft.from_address}>'}
        if draft.from_address
        else {}
    )
    return {
        "name": draft.name,
        "subject": draft.subject,
        "lists": list(draft.lists),
        "type": "regular",
        "content_type": "html",
        "body": draft.html,
        "altbody": draft.text or None,
        **template,
        **sender,
    }


def build_mailchimp(draft: Draft, options: object) -> Fields:
    """Return the fields of Mailchimp; the body has a request of its own."""
    return {
        "recipients": {"list_id": draft.lists[0]},
        "settings": {
            "title": draft.name,
            "subject_line": draft.subject,
            "preview_text": draft.preheader,
            "from_name": draft.from_name,
            "reply_to": draft.reply_to or draft.from_address,
        },
    }


def build_mailchimp_content(draft: Draft) -> tuple[str, Fields]:
    """Return where the body of a Mailchimp campaign goes, and the body."""
    text = (
        {"plain_text": draft.text} if draft.text else {}
    )  # without one Mailchimp makes it from the HTML
    return "content", {"html": draft.html, **text}


def build_brevo(draft: Draft, options: object) -> Fields:
    """Return the fields of Brevo; without `scheduledAt` it stays a draft."""
    recipients = (
        {"recipients": {"listIds": list(draft.lists)}} if draft.lists else {}
    )
    reply_to = {"replyTo": draft.reply_to} if draft.reply_to else {}
    return {
        "name": draft.name,
        "subject": draft.subject,
        "previewText": draft.preheader,
        "sender": {"name": draft.from_name, "email": draft.from_address},
        "htmlContent": draft.html,
        **recipients,
        **reply_to,
    }


def build_buttondown(draft: Draft, options: object) -> Fields:
    """Return the fields of Buttondown without the status, so that an update leaves it."""
    tags = [
        {"field": "subscriber.tags", "operator": "contains", "value": tag}
        for tag in draft.lists
    ]
    readers = (
        {"filters": {"filters": tags, "groups": [], "predicate": "or"}}
        if tags
        else {}
    )
    return {
        "subject": draft.subject,
        "description": draft.preheader,
        "body": draft.html,
        "metadata": {"newsletter": draft.name},
        **readers,
    }


def build_sendgrid(draft: Draft, options: object) -> Fields:
    """Return the fields of SendGrid; it has no preheader, which stands in the HTML anyway."""
    assert isinstance(options, SendgridSettings)
    config: Fields = {
        "subject": draft.subject,
        "html_content": draft.html,
        "plain_content": draft.text,
        "generate_plain_content": not draft.text,
        "editor": "code",
    }
    if options.sender is not None:
        config["sender_id"] = options.sender
    if options.unsubscribe_group is not None:
        config["suppression_group_id"] = options.unsubscribe_group
    readers = (
        {"send_to": {"list_ids": list(draft.lists)}} if draft.lists else {}
    )
    return {"name": draft.name, "email_config": config, **readers}


def build_mailerlite(draft: Draft, options: object) -> Fields:
    """Return the fields of MailerLite."""
    email = {
        "subject": draft.subject,
        "from_name": draft.from_name,
        "from": draft.from_address,
        "content": draft.html,
    }
    if draft.reply_to:
        email["reply_to"] = draft.reply_to
    groups = {"groups": list(draft.lists)} if draft.lists else {}
    return {
        "name": draft.name,
        "type": "regular",
        "emails": [email],
        **groups,
    }


def build_kit(draft: Draft, options: object) -> Fields:
    """Return the fields of Kit, with those that keep a broadcast a draft in every request."""
    assert isinstance(options, KitSettings)
    template = (
        {}
        if options.template is None
        else {"email_template_id": options.template}
    )
    tags = [{"type": "tag", "ids": list(draft.lists)}]
    everybody = [{"type": "all_subscribers"}]
    readers = {"any": tags} if draft.lists else {"all": everybody}
    return {
        "subject": draft.subject,
        "preview_text": draft.preheader,
        "description": draft.name,
        "content": draft.html,
        "public": False,
        "send_at": None,
        "published_at": None,
        "subscriber_filter": [readers],
        **template,
    }
