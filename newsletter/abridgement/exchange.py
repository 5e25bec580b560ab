"""Make a choice better by exchange: one candidate goes, another comes, and the whole is worth more.

The walk of `best_path` weighs what concerns neighbours, at a price of length, and stops where the
price does: a sentence short of the length, or at two sentences that say the same. Here the choice
is looked at as a whole. Each kept candidate is taken out with all that needs it, and what fits
into the room, with all that it needs, is put in; the exchange stays when the choice is worth more.
Of two kept candidates that are alike the lesser is worth less by the share that is said twice, a
section of which one candidate is left loses the worth of an average one, and so does a row of
numbered headings for each number that is skipped. Such a hole is filled as a whole, or what is
behind it goes: no exchange of two sentences mends it.

Every step is local: what a candidate gains or loses is known from its neighbours, its headings and
what is like it. A sweep over the choice costs time linear in its length, and there are few sweeps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from newsletter.abridgement.best_path import PINNED, Node
from newsletter.abridgement.filling import MAX_BUNDLE, find_places
from newsletter.abridgement.numbered_headings import Member, ShownMembers

# Of the length, what a row that is kept in part may take to be made whole.
MAX_MENDED = 0.1
N_SWEEPS = 2  # further ones change one choice in twenty
N_OFFERS = 64  # candidates that may come, so that a long text takes no longer for each that goes
N_TRIED = 12  # offers that are tried for one that goes
N_COMING = 2  # offers that may come for one that goes
# What a section loses of which one candidate is left, in average ones: a heading over one sentence
# tells less than the same sentence elsewhere.
STUB_COST = 1.0
MIN_SECTION = 3  # candidates from which on one is a leftover
# What a row of numbered headings loses for each hole (1, 3), and where its first is alone, in
# average ones. Of 17 abridged posts with such a row 14 have a hole with 0, 4 with 3 or 4 and 3 with
# 5, which takes the close out of one.
HOLE_COST = 4.0
MIN_GAIN = 1e-6  # of worth: below it two sums of the same numbers differ

# Number of a candidate → those like it, each with the share of the lesser that is said twice.
Alike = Callable[[int], Mapping[int, float]]
_Places = tuple[int, ...]


def exchange(
    nodes: Sequence[Node],
    kept: Collection[int],
    most: float,
    alike: Alike,
    rows: Sequence[Sequence[Member]] = (),
) -> frozenset[int]:
    """Return a choice made better by exchange, as far as few sweeps over the best offers go.

    Args:
        nodes: The candidates in order.
        kept: Numbers of what is chosen. One that may not be chosen leaves, with all that need it.
        most: Length that the choice may not pass; a longer one only gets shorter.
        alike: What is like a candidate.
        rows: Of the numbered headings of a row, the numbers of the candidates under each.
    """
    choice = _Choice(nodes, alike, rows)
    choice.keep([at for at, node in enumerate(nodes) if node.number in kept])
    choice.complete_rows(MAX_MENDED * most)
    choice.drop_unfit()
    choice.shorten(most)
    for _ in range(N_SWEEPS):
        worth = choice.worth
        _sweep(choice, most)
        _mend_rows(choice, most)
        if choice.worth <= worth + MIN_GAIN:
            break
    _fill(choice, choice.find_offers(), most)
    return frozenset(nodes[at].number for at in choice.find_kept())


def _sweep(choice: _Choice, most: float) -> None:
    """Fill the room there is, then try an exchange for every kept candidate, the least first."""
    offers = choice.find_offers()
    _fill(choice, offers, most)
    for place in choice.find_kept_by_worth():
        if not choice.is_kept[place]:
            continue
        before = choice.worth
        fallen = choice.drop(place)
        come = _put_best(choice, offers, most, before)
        if choice.worth <= before + MIN_GAIN:
            choice.leave(come)
            choice.keep(fallen)


def _mend_rows(choice: _Choice, most: float) -> None:
    """Fill the holes of each row of headings, or take out what is behind them, where that pays.

    A row that does not fit as a whole is not filled: what is all there is of a member makes no
    room for the others.
    """
    for row in range(choice.shown.n_rows):
        if not choice.shown.has_hole(row):
            continue
        before, longest = choice.find_kept(), max(most, choice.length)
        best, best_worth = before, choice.worth + MIN_GAIN
        for mend in (_fill_holes, _cut_behind_hole):
            choice.reset(before)
            mend(choice, row, most)
            if choice.length <= longest and choice.worth > best_worth:
                best, best_worth = choice.find_kept(), choice.worth
        choice.reset(best)


def _fill_holes(choice: _Choice, row: int, most: float) -> None:
    """Put in the best of each member that is missing; what is worth least makes room.

    Beginning and end stay, and what is all there is of a member.
    """
    price = choice.worth / max(choice.length, 1e-9)
    for places in choice.shown.find_missing(row):
        offers = choice.find_offers(places)
        if not offers:
            return
        best = max(offers, key=lambda offer: offer.gain - price * offer.length)
        choice.keep(choice.find_bundle(best.place))
    kept = choice.find_kept()
    stay = {kept[0], kept[-1], *choice.shown.find_lone(kept)}
    choice.shorten(most, stay)
    _fill(choice, choice.find_offers(), most)


def _cut_behind_hole(choice: _Choice, row: int, most: float) -> None:
    """Take out all that stands behind the first hole, and fill the room."""
    for place in choice.shown.find_behind_hole(row):
        choice.drop(place)
    _fill(choice, choice.find_offers(), most)


def _fill(choice: _Choice, offers: Sequence[_Offer], most: float) -> None:
    """Put in what fits as long as it makes the choice worth more."""
    while _put_best(choice, offers, most, choice.worth):
        pass


def _put_best(
    choice: _Choice, offers: Sequence[_Offer], most: float, worth: float
) -> list[int]:
    """Put in the offers that may bring the choice above a worth; return the places."""
    come: list[int] = []
    for n_left in range(N_COMING, 0, -1):
        wanted = (worth - choice.worth) / n_left
        best = _find_best(choice, offers, most, wanted)
        if not best:
            break
        choice.keep(best)
        come += best
    return come


def _find_best(
    choice: _Choice, offers: Sequence[_Offer], most: float, wanted: float
) -> list[int]:
    """The places of the offer that brings most; what cannot bring as much as wanted is not tried.

    Args:
        choice: What is kept.
        offers: Those that can bring most first.
        most: Length that the choice may not pass.
        wanted: What an offer must be able to bring, in worth.
    """
    best: list[int] = []
    best_worth = choice.worth + MIN_GAIN
    room = most - choice.length
    n_tried = 0
    for offer in offers:
        if offer.gain < wanted or n_tried == N_TRIED:
            break
        if offer.length > room or choice.is_kept[offer.place]:
            continue
        n_tried += 1
        bundle = choice.find_bundle(offer.place)
        choice.put(bundle)
        if choice.length <= most and choice.worth > best_worth:
            best, best_worth = bundle, choice.worth
        choice.take(bundle)
    return best


class _Offer(NamedTuple):
    """A candidate that is not kept, with all it needs.

    Attributes:
        place: Its place.
        gain: What it can bring at most, when nothing that is kept says it already.
        length: How long it is.
    """

    place: int
    gain: float
    length: float


class _Choice:
    """What is kept, with its worth and its length, as one candidate after the other comes or goes.

    Args:
        nodes: The candidates in order.
        alike: What is like a candidate.
        rows: Of the numbered headings of a row, the numbers of the candidates under each.
    """

    def __init__(
        self,
        nodes: Sequence[Node],
        alike: Alike,
        rows: Sequence[Sequence[Member]],
    ) -> None:
        self._nodes = nodes
        self._alike = alike
        self._places = {node.number: at for at, node in enumerate(nodes)}
        self._likes: dict[int, list[tuple[int, float]]] = {}
        self._said = [0.0] * len(nodes)  # what kept ones say of each already
        self._is_needy = [_is_needy(node) for node in nodes]
        self._far = _find_far(nodes, self._places)
        self._asking = _turn_round(self._far)
        self._n_under: dict[object, int] = {}
        self._sections = [_get_section(node) for node in nodes]
        self._sizes = Counter(self._sections)
        self._n_in: Counter[object] = Counter()
        self._stub_cost = STUB_COST * _get_usual_worth(nodes)
        self.shown = ShownMembers(map(self._place_members, rows))
        self._hole_cost = HOLE_COST * _get_usual_worth(nodes)
        self._sum = 0.0
        self._heads, self._starts = _find_starts(nodes)
        self._leaning = _find_leaning(nodes, self._starts)
        self.is_kept = bytearray(len(nodes))
        self.length = 0.0

    def _place_members(self, row: Sequence[Member]) -> list[Member]:
        """The places under each member of a row."""
        return [find_places(member, self._places) for member in row]

    @property
    def worth(self) -> float:
        """What the choice is worth, with its beginning and its end."""
        first = self.is_kept.find(1)
        if first < 0:
            return 0.0
        last = self._nodes[self.is_kept.rfind(1)]
        return self._sum + self._nodes[first].opening_gain + last.closing_gain

    def find_kept(self) -> list[int]:
        """The kept places in order."""
        return [at for at, is_kept in enumerate(self.is_kept) if is_kept]

    def find_kept_by_worth(self) -> list[int]:
        """The kept places that may go, those of the least worth for their length first."""
        may_go = [
            at for at in self.find_kept() if self._nodes[at].worth < PINNED
        ]
        return sorted(may_go, key=self._density)

    def find_offers(
        self, places: Collection[int] | None = None
    ) -> list[_Offer]:
        """What may be put in: the best for its length, the one that can bring most first.

        Args:
            places: Those that are looked at; all where it is None.
        """
        offers: list[_Offer] = []
        worth, length = self.worth, self.length
        for at in range(len(self._nodes)) if places is None else places:
            bundle = [] if self.is_kept[at] else self.find_bundle(at)
            if not bundle:
                continue
            self.put(bundle)
            gain = self.worth - worth + self._said[at]
            offers.append(_Offer(at, gain, self.length - length))
            self.take(bundle)
        offers.sort(key=lambda offer: -offer.gain / max(offer.length, 1e-9))
        return sorted(offers[:N_OFFERS], key=lambda offer: -offer.gain)

    def _density(self, place: int) -> float:
        """What a place is worth for its length, with those that it cannot stand without."""
        wanted, _ = self._far.get(place, ((), ()))
        gain = length = 0.0
        for at in (place, *wanted):
            gain += self._nodes[at].worth - self._said[at]
            length += self._nodes[at].length
        return gain / max(length, 1e-9)

    # ------------------------------------------------------------ coming and going

    def keep(self, places: Sequence[int]) -> None:
        """Put places in, and let what is like them say less."""
        for place in places:
            self.put((place,))
            self._note(place, 1)

    def leave(self, places: Sequence[int]) -> None:
        """Take places out that were kept, the last first; nothing falls with them."""
        for place in reversed(places):
            self._note(place, -1)
            self.take((place,))

    def _note(self, place: int, sign: int) -> None:
        for other, cost in self._find_likes(place):
            self._said[other] += sign * cost

    def put(self, places: Sequence[int]) -> None:
        """Put places in to try what they bring; what they say is not noted."""
        for place in places:
            self.is_kept[place] = 1
            self._change(place, 1)

    def take(self, places: Sequence[int]) -> None:
        """Take out what was put in to try it."""
        for place in reversed(places):
            self._change(place, -1)
            self.is_kept[place] = 0

    def _change(self, place: int, sign: int) -> None:
        """Count what a kept place adds to worth and length, or take it off again."""
        node = self._nodes[place]
        gain = node.worth - self._said[place]
        before = place > 0 and self.is_kept[place - 1]
        after = place + 1 < len(self._nodes) and self.is_kept[place + 1]
        if before:
            gain += self._nodes[place - 1].unanswered_cost
        if not after:
            gain -= node.unanswered_cost
        if not before:
            gain -= node.alone_cost
        if after:
            gain += self._nodes[place + 1].alone_cost
        self._sum += sign * gain
        self._count_in_section(place, sign)
        if place in self.shown:
            self._sum -= self._hole_cost * self.shown.change(place, sign)
        self.length += sign * node.length
        for heading, length in node.headings:
            n_under = self._n_under.get(heading, 0)
            self._n_under[heading] = n_under + sign
            if 0 in (n_under, n_under + sign):
                self.length += sign * length

    def _count_in_section(self, place: int, sign: int) -> None:
        """Count what is kept of a section: one candidate of several is a leftover."""
        section = self._sections[place]
        if section is None or self._sizes[section] < MIN_SECTION:
            return
        before = self._n_in[section]
        after = self._n_in[section] = before + sign
        self._sum += self._stub_cost * ((before == 1) - (after == 1))

    def _find_likes(self, place: int) -> list[tuple[int, float]]:
        """Places like this one, with what is lost when both are kept."""
        found = self._likes.get(place)
        if found is None:
            node = self._nodes[place]
            found = []
            for number, share in self._alike(node.number).items():
                other = self._places.get(number)
                if other is not None and other != place:
                    worth = min(_plain(node), _plain(self._nodes[other]))
                    found.append((other, share * worth))
            self._likes[place] = found
        return found

    def reset(self, places: Sequence[int]) -> None:
        """Keep these places and no others."""
        self.leave(self.find_kept())
        self.keep(places)

    # ------------------------------------------------------------ firm needs

    def find_bundle(self, place: int) -> list[int]:
        """A place and all it needs that is not kept; empty when something of it may not be."""
        wanted: dict[int, None] = {}
        stack = [place]
        while stack:
            at = stack.pop()
            if self.is_kept[at] or at in wanted:
                continue
            if self._nodes[at].dropped or len(wanted) == MAX_BUNDLE:
                return []
            wanted[at] = None
            stack += self._find_missing(at)
        return list(wanted)

    def _find_missing(self, at: int) -> list[int]:
        """The neighbours that a place needs and that are not kept."""
        node = self._nodes[at]
        if not self._is_needy[at]:
            return []
        missing: list[int] = []
        if at and node.needs_before:
            start = self._starts[at]
            if node.needs_neighbour or self.is_kept.find(1, start, at) < 0:
                missing.append(at - 1)
        if node.needs_following and at + 1 < len(self._nodes):
            missing.append(at + 1)
        if at in self._far:
            missing += self._find_far_missing(*self._far[at])
        return [other for other in missing if not self.is_kept[other]]

    def _find_far_missing(self, wanted: _Places, any_of: _Places) -> list[int]:
        """Of places that are needed wherever they stand, those not kept, and of others one."""
        missing = [other for other in wanted if not self.is_kept[other]]
        if any_of and not any(self.is_kept[other] for other in any_of):
            missing.append(any_of[0])
        return missing

    def drop(self, place: int) -> list[int]:
        """Take a place out with all that needs it; return the places as they fell."""
        fallen: list[int] = []
        waiting = [place]
        while waiting:
            at = waiting.pop()
            if not self.is_kept[at]:
                continue
            self.leave((at,))
            fallen.append(at)
            waiting += self._find_unheld(at)
        return fallen

    def _find_unheld(self, at: int) -> list[int]:
        """The kept places near a gap whose needs are not there."""
        near = [at + 1, *self._leaning.get(self._heads[at], ()), at - 1]
        near += self._asking.get(at, ())
        return [
            other
            for other in near
            if 0 <= other < len(self._nodes)
            and self.is_kept[other]
            and self._find_missing(other)
        ]

    def complete_rows(self, most: float) -> None:
        """Put in what kept places need elsewhere, where that is short: else the row falls."""
        for at in self.find_kept():
            if at not in self._far:
                continue
            length = self.length
            come: list[int] = []
            for other in self._find_far_missing(*self._far[at]):
                bundle = self.find_bundle(other)
                self.keep(bundle)
                come += bundle
            if self.length > length + most:
                self.leave(come)

    def drop_unfit(self) -> None:
        """Take out what may not be chosen, and what needs something that is not there."""
        for at in self.find_kept():
            if self._nodes[at].dropped or self._find_missing(at):
                self.drop(at)

    def shorten(self, most: float, but: Collection[int] = ()) -> None:
        """Take out what is worth least for its length until the choice is short enough.

        Args:
            most: Length that the choice may not pass.
            but: Places that stay.
        """
        for place in self.find_kept_by_worth():
            if self.length <= most:
                break
            if place not in but:
                self.drop(place)


def _is_needy(node: Node) -> bool:
    """Tell whether a node has any firm need."""
    is_far = bool(node.needs_all or node.needs_any)
    return node.needs_before or node.needs_following or is_far


def _plain(node: Node) -> float:
    """The worth of a node without what an editor's wish adds."""
    return node.worth - PINNED if node.worth >= PINNED else node.worth


def _get_section(node: Node) -> object:
    """What stands right over a node; None under no heading."""
    return node.headings[-1][0] if node.headings else None


def _get_usual_worth(nodes: Sequence[Node]) -> float:
    """The worth of an average node, what an editor wishes left out."""
    worths = sorted(map(_plain, nodes))
    return worths[len(worths) // 2] if worths else 0.0


def _find_starts(nodes: Sequence[Node]) -> tuple[list[int], list[int]]:
    """Return for each place the first one of its passage, and the first one that can hold it.

    The second is of its passage, or, at the head of a passage, of the passage before.
    """
    heads: list[int] = []
    starts: list[int] = []
    head = 0
    for at, node in enumerate(nodes):
        starts.append(head)
        head = at if node.opens_passage else head
        heads.append(head)
    return heads, starts


def _find_leaning(
    nodes: Sequence[Node], starts: Sequence[int]
) -> dict[int, list[int]]:
    """Return by the head of a passage the places that need something of it."""
    found: dict[int, list[int]] = {}
    for at, node in enumerate(nodes):
        if node.needs_some:
            found.setdefault(starts[at], []).append(at)
    return found


def _find_far(
    nodes: Sequence[Node], places: Mapping[int, int]
) -> dict[int, tuple[_Places, _Places]]:
    """Return place → the places that it needs: all of the first, and one of the second."""
    return {
        at: (
            find_places(node.needs_all, places),
            find_places(node.needs_any, places),
        )
        for at, node in enumerate(nodes)
        if node.needs_all or node.needs_any
    }


def _turn_round(
    far: Mapping[int, tuple[_Places, _Places]],
) -> dict[int, list[int]]:
    """Return place → the places that need it."""
    found: dict[int, list[int]] = {}
    for at, (wanted, any_of) in far.items():
        for other in (*wanted, *any_of):
            found.setdefault(other, []).append(at)
    return found
