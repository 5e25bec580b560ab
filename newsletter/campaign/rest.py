"""Speak to any campaign tool whose campaigns are a REST collection, as its `Api` describes it.

    find      page through the collection, compare names    GET (SendGrid searches by POST)
    get       one by its id; a deleted one is None          GET
    create    the fields, and those that keep it a draft    POST, never repeated
    update    the fields into a draft that is there         PUT or PATCH

Names are compared here and not by the tool's own search: searches find parts of words,
index late, or read operators in a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from newsletter.campaign.connection import Account, Ask, Connection
from newsletter.campaign.interface import (
    Draft,
    DraftTexts,
    Remote,
    choose_draft,
)
from newsletter.errors import ConfigError, ToolError, quote

# 20,000 campaigns at 50 a page. A collection that goes on for ever is an error, not a reason to
# make a second draft.
MAX_PAGES = 400
_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")

Fields = dict[str, object]
Item = Mapping[str, object]


class NoNextPage(Exception):
    """An answer says that there are more campaigns, and not how to ask for them.

    To stop there would be to find no draft where there is one, and to make a second.
    """


@dataclass(frozen=True, slots=True)
class Page:
    """One answer to a listing.

    Attributes:
        ask: The request it answers.
        answer: What came.
        n_items: How many campaigns are in it.
        n_before: How many came before it.
    """

    ask: Ask
    answer: Item
    n_items: int
    n_before: int


@dataclass(frozen=True, slots=True)
class Api:
    """What is particular to one tool whose campaigns are a collection.

    Attributes:
        name: Of the profile.
        title: For people.
        path: Of the collection.
        method: How a draft is updated.
        listing: name → the requests a listing begins with.
        follow: Page → the next one, or None after the last; raises `NoNextPage`.
        items, item: Where an answer holds campaigns, and where the one it is about, as
            dotted paths.
        label: Where a campaign holds the name we gave it.
        status: Its word for where it stands.
        drafts: Those of a draft.
        gone: Statuses that mean a campaign is not there.
        build: (draft, options) → the fields.
        birth: Fields that only a new one gets.
        content: Where the body goes when it goes by itself: a path below the campaign and
            the fields for it.
        link: (campaign, account) → where the editor finds it.
        needs: Settings without which there is no draft: "lists", "one list",
            "from_address".
        texts: Where a campaign holds subject, preheader and body; "" for what it has not.
        body_below: The path below a campaign that answers with its body, where that is apart.
        max_lists: How many lists a draft may name; 0 for any number.
        kept_lists: Campaign → the lists it has, for a tool that drops some without a word.
    """

    name: str
    title: str
    path: str
    method: str
    listing: Callable[[str], tuple[Ask, ...]]
    follow: Callable[[Page], Ask | None]
    items: str
    item: str
    label: str
    build: Callable[[Draft, object], Fields]
    status: Callable[[Item], str]
    drafts: tuple[str, ...] = ("draft",)
    gone: tuple[int, ...] = (404,)
    birth: Mapping[str, object] = field(default_factory=dict)
    content: Callable[[Draft], tuple[str, Fields]] | None = None
    link: Callable[[Item, Account], str] = lambda item, account: ""
    needs: tuple[str, ...] = ()
    texts: tuple[str, str, str] = ("", "", "")
    body_below: str = ""
    max_lists: int = 0
    kept_lists: Callable[[Item], frozenset[int | str]] | None = None


class RestTool:
    """One tool, one account; a `CampaignTool`."""

    def __init__(
        self, api: Api, options: object, connection: Connection
    ) -> None:
        self._api = api
        self._options = options
        self._connection = connection

    @property
    def title(self) -> str:
        """Its name for people."""
        return self._api.title

    def check(self, draft: Draft) -> None:
        """Raise for the first setting that is missing."""
        language = draft.language
        lists = f"campaign.{self._api.name}.lists.{language}"
        needs = self._api.needs
        if "lists" in needs and not draft.lists:
            fix = f"lists = {{ {language} = [...] }}"
            raise self._missing(lists, "no list is named", fix)
        if "one list" in needs and len(draft.lists) != 1:
            fix = f'lists = {{ {language} = ["..."] }}'
            raise self._missing(lists, "it takes exactly one audience", fix)
        if self._api.max_lists and len(draft.lists) > self._api.max_lists:
            why = f"it takes at most {self._api.max_lists} lists"
            raise self._missing(
                lists, why, "name fewer, or a segment that holds them"
            )
        if "from_address" in needs and not draft.from_address:
            why = "no sender is named"
            raise self._missing(
                "email.from_address", why, "an address the tool knows"
            )

    def _missing(self, setting: str, why: str, fix: str) -> ConfigError:
        what = f"cannot upload to {self.title}"
        return ConfigError(
            what, at=f"newsletter.toml, {setting}", why=why, fix=fix
        )

    def find(self, name: str) -> Remote | None:
        """Return the campaign of a name; a draft comes before one that was sent."""
        return choose_draft(self.find_all(name))

    def find_all(self, name: str) -> tuple[Remote, ...]:
        """Page through the campaigns; return all of this name."""
        remotes = (self._remote(item) for item in self._items(name))
        return tuple(remote for remote in remotes if remote.name == name)

    def get(self, remote_id: str) -> Remote | None:
        """Ask for one campaign; None when it is gone."""
        answer = self._connection.ask(
            Ask("GET", self._place(remote_id), gone=self._api.gone)
        )
        return (
            None
            if answer is None
            else self._remote(self._pick(answer, self._api.item))
        )

    def create(self, draft: Draft) -> Remote:
        """Make the draft; a fault after it was made carries its id."""
        fields = {
            **self._api.build(draft, self._options),
            **self._api.birth,
        }
        answer = self._connection.ask(
            Ask("POST", self._api.path, body=fields, repeatable=False)
        )
        remote = self._made(self._pick(answer or {}, self._api.item), draft)
        try:
            self._check_lists(answer or {}, draft)
            self._put_content(remote.id, draft)
        except ToolError as error:
            error.remote_id = remote.id
            raise
        return remote

    def update(self, remote_id: str, draft: Draft) -> None:
        """Put the fields into the draft, and the body where it has a request of its own."""
        fields = self._api.build(draft, self._options)
        answer = self._connection.ask(
            Ask(self._api.method, self._place(remote_id), body=fields)
        )
        self._check_lists(answer or {}, draft)
        self._put_content(remote_id, draft)

    def read(self, remote_id: str) -> DraftTexts | None:
        """Ask for subject, preheader and body of a campaign; None when it is gone."""
        place = self._place(remote_id)
        answer = self._connection.ask(Ask("GET", place, gone=self._api.gone))
        if answer is None:
            return None
        item = self._pick(answer, self._api.item)
        subject, preheader, body = self._api.texts
        below = item
        if self._api.body_below:
            ask = Ask("GET", f"{place}/{self._api.body_below}")
            below = self._connection.ask(ask) or {}
        fields = (
            ("Subject", self._text_at(item, subject)),
            ("Preheader", self._text_at(item, preheader)),
        )
        return DraftTexts(fields, self._text_at(below, body))

    def read_draft(self, draft: Draft) -> DraftTexts:
        """Return subject, preheader where the tool keeps one, and body."""
        preheader = draft.preheader if self._api.texts[1] else ""
        fields = (("Subject", draft.subject), ("Preheader", preheader))
        return DraftTexts(fields, draft.html)

    def _text_at(self, item: Item, path: str) -> str:
        """The text at a path of an item; "" where there is none."""
        value = dig(item, path) if path else ""
        return self._connection.scrub(value) if isinstance(value, str) else ""

    def _check_lists(self, answer: Item, draft: Draft) -> None:
        """Compare the readers that the tool has noted with those it was asked for."""
        if self._api.kept_lists is None:
            return
        kept = self._api.kept_lists(self._pick(answer, self._api.item))
        lost = [str(asked) for asked in draft.lists if asked not in kept]
        if lost:
            raise ToolError(
                f"cannot upload {quote(draft.name)} to {self.title}",
                at=self._connection.account.base,
                why=f"it left out the lists {', '.join(lost)}: the draft has other readers",
                fix="give the token the right to use them, then upload again",
            )

    def _put_content(self, remote_id: str, draft: Draft) -> None:
        if self._api.content:
            below, fields = self._api.content(draft)
            self._connection.ask(
                Ask("PUT", f"{self._place(remote_id)}/{below}", body=fields)
            )

    def _place(self, remote_id: str) -> str:
        if not _ID.fullmatch(remote_id):  # it becomes part of an address
            raise self._connection.puzzled("an id of another kind")
        return f"{self._api.path}/{remote_id}"

    def _items(self, name: str) -> Iterator[Item]:
        """The campaigns of the account, page by page; a list without end is refused."""
        for first in self._api.listing(name):
            ask: Ask | None = first
            n_before = n_pages = 0
            while ask:
                n_pages += 1
                if n_pages > MAX_PAGES:
                    why = (
                        f"its list of campaigns has more than {MAX_PAGES} pages"
                    )
                    raise self._connection.puzzled(why)
                answer = self._connection.ask(ask) or {}
                items = self._list(answer)
                yield from items
                page = Page(ask, answer, len(items), n_before)
                ask = self._follow(page)
                n_before += len(items)

    def _follow(self, page: Page) -> Ask | None:
        """The request for the next page; None after the last."""
        try:
            return self._api.follow(page)
        except NoNextPage as fault:
            raise self._connection.puzzled(str(fault)) from None

    def _list(self, answer: Item) -> list[Item]:
        """The campaigns of an answer.

        A tool that has none may leave the list out or say null, if it says how many there are.
        """
        value = dig(answer, self._api.items)
        if value is None and answer.get("count") == 0:
            return []
        return self._connection.require_list(value, self._api.items)

    def _pick(self, answer: Item, path: str) -> Item:
        value = dig(answer, path)
        if not isinstance(value, Mapping):
            raise self._connection.puzzled(f"it has no {path}")
        return value

    def _made(self, item: Item, draft: Draft) -> Remote:
        """What has been made; some tools answer with the id alone."""
        return Remote(
            id=self._id(item),
            name=draft.name,
            status=self._api.drafts[0],
            is_draft=True,
            url=self._connection.scrub(
                self._api.link(item, self._connection.account)
            ),
        )

    def _remote(self, item: Item) -> Remote:
        """An item of the list as we know campaigns."""
        name = dig(item, self._api.label)
        status = self._api.status(item)
        if not status:
            raise self._connection.puzzled("a campaign without a status")
        return Remote(
            id=self._id(item),
            name=self._connection.scrub(name) if isinstance(name, str) else "",
            status=self._connection.scrub(status),
            is_draft=status in self._api.drafts,
            url=self._connection.scrub(
                self._api.link(item, self._connection.account)
            ),
        )

    def _id(self, item: Item) -> str:
        """The id of an item as text; one that could change a path, or holds the key, is refused."""
        value = item.get("id")
        is_id = isinstance(value, int | str) and not isinstance(value, bool)
        if not is_id or not _ID.fullmatch(str(value)):
            raise self._connection.puzzled("an id of another kind")
        if self._connection.scrub(str(value)) != str(value):
            raise self._connection.puzzled("an id that holds the key")
        return str(value)


def dig(value: object, path: str) -> object:
    """Return what lies at a dotted path, the value itself for "", None where there is nothing.

    >>> dig({"emails": [{"subject": "a"}]}, "emails.0.subject")
    'a'
    """
    for name in path.split(".") if path else ():
        if isinstance(value, Mapping):
            value = value.get(name)
        elif isinstance(value, list) and name.isdecimal():
            value = next(iter(value[int(name) :]), None)
        else:
            value = None
    return value
