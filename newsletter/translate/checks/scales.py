"""Name the scales that have two ends or more, and their ends as a finding says them."""

from __future__ import annotations

from enum import Enum

from newsletter.language.months import MONTHS, WEEKDAYS


class Scale(Enum):
    """Something that has two ends, with the words for them."""

    AMOUNT = "up", "down"
    PROFIT = "profit", "loss"
    TRADE = "export", "import"
    DEAL = "buy", "sell"
    STRENGTH = "strong", "weak"
    NUMBER = "more", "less"
    HEIGHT = "high", "low"
    TIME = "before", "after"
    HOUR = "early", "late"
    SIZE = "large", "small"
    LENGTH = "long", "short"
    CONTEST = "win", "lose"
    STATE = "better", "worse"
    SPEED = "fast", "slow"
    PRICE = "expensive", "cheap"
    LIMIT = "at most", "at least"
    WEIGHT = "heavy", "light"
    DEPTH = "deep", "shallow"
    MARKET = "demand", "supply"
    NORTH = "north", "south"
    EAST = "east", "west"
    DOOR = "open", "closed"
    LEVEL = "above", "below"
    TRANSFER = "upload", "download"
    RANK = "promote", "demote"
    PLACE = "at home", "abroad"
    ANSWER = "for", "against"
    RESULT = "success", "failure"
    PRECISION = "about", "exactly"
    HALF = "first half", "second half"
    DAYTIME = "a.m.", "p.m."
    QUARTER = (
        "first quarter",
        "second quarter",
        "third quarter",
        "fourth quarter",
    )
    PERIOD = (
        "on the year",
        "on the quarter",
        "on the month",
        "on the week",
        "on the day",
    )
    COMING = "last", "next"
    DUTY = "must", "may"
    FEE = "free", "charged"
    WHOLE = "all", "none"
    QUAKE = "intensity", "magnitude"
    SIDE = "left", "right"
    TAX = "included", "excluded"
    SEX = "men", "women"
    SEASON = "spring", "summer", "autumn", "winter"
    KIN = "father", "mother", "son", "daughter", "husband", "wife"
    RATE = (
        "a second",
        "a minute",
        "an hour",
        "a day",
        "a week",
        "a month",
        "a year",
    )
    PART = "a half", "a third", "a quarter"
    WEEKDAY = WEEKDAYS
    MONTH = MONTHS

    # By identity: the one of Enum hashes the name anew each time a scale is looked up.
    __hash__ = object.__hash__


End = tuple[Scale, int]
