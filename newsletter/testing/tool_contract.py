"""Test what newsletter relies on in a campaign tool: one draft, and nothing ever sent."""

from __future__ import annotations

from abc import ABC, abstractmethod

from newsletter.campaign.interface import CampaignTool, Draft

_NAME = "2025-11-01-market/en (letter.example.com)"
_SUBJECT = "Thirty years: “市場” & <friends> — {{ name }}"


class CampaignToolContract(ABC):
    """What every campaign tool keeps; a subclass opens one with an empty account.

    Attributes:
        lists: Ids of readers as newsletter.toml would name them for this tool.
        before: What the tool's profile puts in front of the HTML.
    """

    lists: tuple[int | str, ...] = ()
    before = ""

    @abstractmethod
    def open_tool(self) -> CampaignTool:
        """Return the tool; a second one of the same test sees what the first has made."""

    @abstractmethod
    def count_sent(self) -> int:
        """Return how many mails have left, or are scheduled, in the account."""

    def build_draft(self, name: str = _NAME, words: str = "Hello") -> Draft:
        """Return a draft with hostile text in it."""
        return Draft(
            name=name,
            language="en",
            subject=_SUBJECT,
            preheader="What stands beside the subject",
            html=f"{self.before}<p>{words}</p>",
            text=words,
            from_name="The letter",
            from_address="letter@example.com",
            lists=self.lists,
        )

    def test_it_has_a_name_for_people(self) -> None:
        """Messages name the tool."""
        assert self.open_tool().title

    def test_an_empty_account_has_no_draft(self) -> None:
        """What is not there is None, and no error."""
        tool = self.open_tool()
        assert tool.find(_NAME) is None
        assert tool.find_all(_NAME) == ()
        assert tool.get("no-such-draft") is None

    def test_a_draft_is_made_and_found_again(self) -> None:
        """Another program finds it by its name and by its id."""
        tool = self.open_tool()
        draft = self.build_draft()
        tool.check(draft)
        made = tool.create(draft)
        assert made.is_draft
        again = self.open_tool()
        by_name, by_id = again.find(_NAME), again.get(made.id)
        assert by_name is not None
        assert by_id is not None
        assert (by_name.id, by_id.name) == (made.id, _NAME)
        assert by_name.is_draft
        assert self.count_sent() == 0

    def test_an_update_makes_no_second_draft(self) -> None:
        """The same draft holds the new content, also when it is put twice."""
        tool = self.open_tool()
        made = tool.create(self.build_draft())
        for _ in range(2):
            tool.update(made.id, self.build_draft(words="Corrected"))
        found = tool.find_all(_NAME)
        assert [remote.id for remote in found] == [made.id]
        assert self.count_sent() == 0

    def test_names_that_are_alike_are_two(self) -> None:
        """The draft of one language is not that of another."""
        tool = self.open_tool()
        other = _NAME.replace("/en", "/en-GB")
        one = tool.create(self.build_draft())
        two = tool.create(self.build_draft(other))
        assert one.id != two.id
        found = tool.find(other)
        assert found is not None
        assert found.id == two.id
