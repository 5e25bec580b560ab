"""What people decided about a post reaches its pages, its mail and the digests."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from newsletter.errors import EXIT_DONE, EXIT_FAILED, PostError
from newsletter.pipeline.decision_files import read_decisions, write_decisions
from newsletter.pipeline.report import RunReport
from newsletter.source.decisions import Decisions, as_passage
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import Change, State, UploadRecord, UploadState

from .conftest import NOW, Run, article, tree, write_post

REF = "2026-02-26-market-1"
OTHER = "2026-02-25-market-2"


def verbs(report: RunReport) -> set[str]:
    """What was done with every page, but nothing."""
    return {
        f"{action.ref[-1]} {action.language} {action.verb}"
        for action in report.actions
        if action.verb != "nothing"
    }


def copies(letter: Path, ref: str = REF) -> set[str]:
    """The languages in which a copy of a post is published."""
    return {
        path.split("/")[0]
        for path in tree(letter)
        if "/posts/" in path and path.endswith(f"{ref}.md")
    }


def campaigns(letter: Path, ref: str = REF) -> set[str]:
    """The languages in which a campaign of a post lies ready."""
    return {path.split("/")[2] for path in tree(letter) if path.startswith(f"campaigns/{ref}/")}


def campaign(letter: Path, language: str, ref: str = REF) -> dict[str, object]:
    """What a campaign says of itself."""
    values = json.loads(tree(letter)[f"campaigns/{ref}/{language}/campaign.json"])
    assert isinstance(values, dict)
    return values


# ---------------------------------------------------------------- files


DECIDED = {
    "all parts": Decisions(
        keep=(as_passage("港は静かだ。"),),
        subject={"en": "The last ferry"},
        hold=("en",),
        mail=False,
    ),
    "one part": Decisions(pin=(as_passage("港は静かだ。", "the heart"),)),
}


@pytest.mark.parametrize("decisions", DECIDED.values(), ids=DECIDED)
def test_what_is_written_is_what_is_read(tmp_path: Path, decisions: Decisions) -> None:
    """The desk reads what it wrote; writing the same again changes nothing."""
    assert write_decisions(tmp_path, REF, decisions)
    assert read_decisions(tmp_path, REF) == decisions
    assert not write_decisions(tmp_path, REF, decisions)


def test_nothing_decided_leaves_no_file(tmp_path: Path) -> None:
    """Taking the last decision back takes the file away, and no file decides nothing."""
    write_decisions(tmp_path, REF, Decisions(mail=False))
    assert write_decisions(tmp_path, REF, Decisions())
    assert not list((tmp_path / "decisions").iterdir())
    assert read_decisions(tmp_path, REF) == Decisions()
    assert not write_decisions(tmp_path, REF, Decisions())


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are an error that names the file, not a guess."""
    write_decisions(tmp_path, REF, Decisions(mail=False))
    path = tmp_path / "decisions" / f"{REF}.toml"
    path.write_bytes(b"[mail]\nsend = false # \xff\n")
    with pytest.raises(PostError, match="not UTF-8"):
        read_decisions(tmp_path, REF)


# ---------------------------------------------------------------- a language that waits


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_held_language_waits_and_the_other_is_published(
    letter: Path, run: Run, language: str
) -> None:
    """Also the source language can wait; the run is no failure, since a person wanted it so."""
    write_decisions(letter, REF, Decisions(hold=(language,)))
    report = run()
    assert report.exit_code == EXIT_DONE
    assert copies(letter) == {"en", "ja"} - {language}
    assert copies(letter, OTHER) == {"en", "ja"}
    assert verbs(report) >= {f"1 {language} hold"}
    assert verbs(run()) == {f"1 {language} hold"}
    write_decisions(letter, REF, Decisions())
    assert run().exit_code == EXIT_DONE
    assert copies(letter) == {"en", "ja"}


def test_a_held_language_is_translated_for_its_reviewer(letter: Path, run: Run) -> None:
    """Its catalogue is there, so that a person can read it before it is published."""
    write_decisions(letter, REF, Decisions(hold=("en",)))
    run()
    assert (letter / "translations" / "en" / f"{REF}.po").is_file()


def test_a_held_page_that_is_out_stays_as_it_is(letter: Path, run: Run) -> None:
    """After an edit the other language is renewed; when the hold ends, this one is too."""
    run()
    before = tree(letter)
    write_decisions(letter, REF, Decisions(hold=("en",)))
    path = write_post(letter, 1, body=article(1).replace("今年も", "今年もまた"))
    run()
    after = tree(letter)
    name = f"posts/{path.stem}.md"
    assert after[f"en/{name}"] == before[f"en/{name}"]
    assert after[f"ja/{name}"] != before[f"ja/{name}"]
    assert verbs(run()) == set()
    write_decisions(letter, REF, Decisions())
    run()
    assert tree(letter)[f"en/{name}"] != before[f"en/{name}"]


def test_a_post_held_in_all_languages_waits_whole(letter: Path, run: Run) -> None:
    """Nothing of it is published, and the others are."""
    write_decisions(letter, REF, Decisions(hold=("ja", "en")))
    assert run().exit_code == EXIT_DONE
    assert copies(letter) == set()
    with Ledger.open(letter / ".newsletter") as ledger:
        assert ledger.posts()[REF].state is State.HELD


# ---------------------------------------------------------------- web, not mail


def test_a_post_that_is_not_mailed_is_on_the_web_only(letter: Path, run: Run) -> None:
    """It has copies and no campaign; mailed again, it has one."""
    write_decisions(letter, REF, Decisions(mail=False))
    run()
    assert copies(letter) == {"en", "ja"}
    assert campaigns(letter) == set()
    assert campaigns(letter, OTHER) == {"en", "ja"}
    assert run().is_idle
    write_decisions(letter, REF, Decisions())
    run()
    assert campaigns(letter) == {"en", "ja"}


def test_a_campaign_that_is_not_wanted_any_more_goes(letter: Path, run: Run) -> None:
    """One that a campaign tool has taken stays: somebody may need to look at what was sent."""
    run()
    with Ledger.open(letter / ".newsletter") as ledger:
        ledger.finish_upload(
            UploadRecord(REF, "en", "buttondown", UploadState.DONE, "1", "17", "", "", NOW)
        )
    write_decisions(letter, REF, Decisions(mail=False))
    report = run()
    assert campaigns(letter) == {"en"}
    assert all(f"campaigns/{REF}/ja/" in path for path in report.removed)
    assert run().is_idle


def make_weekly(letter: Path) -> None:
    """Make the editions of the publication weekly digests."""
    path = letter / "newsletter.toml"
    settings = path.read_text(encoding="utf-8")
    changed = settings.replace("[translate]", '[email]\nedition = "weekly"\n\n[translate]')
    path.write_text(changed, encoding="utf-8")


def test_a_digest_leaves_out_what_is_not_mailed(letter: Path, run: Run) -> None:
    """Also one that was made before the decision and has not been uploaded."""
    make_weekly(letter)
    write_decisions(letter, REF, Decisions(mail=False))
    run()
    monday = run(now=NOW + timedelta(days=1))
    assert [len(digest.refs) for digest in monday.digests] == [2, 2]
    write_decisions(letter, OTHER, Decisions(mail=False))
    run(now=NOW + timedelta(days=1))
    with Ledger.open(letter / ".newsletter") as ledger:
        refs = {edition.refs for edition in ledger.editions().values()}
    assert refs == {("2026-02-24-market-3",)}


# ---------------------------------------------------------------- subject and preheader


def test_a_mail_has_the_words_that_a_person_gave_it(letter: Path, run: Run) -> None:
    """Each language has its own; the page keeps its title, and the other language its words."""
    write_post(letter, 1, head='newsletter:\n  subject: "表の題"\n')
    run()
    before = tree(letter)
    assert campaign(letter, "ja")["subject"] == "表の題"
    other = campaign(letter, "en")
    decisions = Decisions(subject={"ja": "市が来る"}, preheader={"ja": "三日間だけ\n"})
    write_decisions(letter, REF, decisions)
    run()
    decided = campaign(letter, "ja")
    assert (decided["subject"], decided["preheader"]) == ("市が来る", "三日間だけ")
    assert campaign(letter, "en")["subject"] == other["subject"]
    name = f"ja/posts/{REF}.md"
    assert tree(letter)[name] == before[name]
    assert run().is_idle


def test_a_digest_takes_the_words_of_its_first_post(letter: Path, run: Run) -> None:
    """The subject that a person gave it stands over the digest too."""
    make_weekly(letter)
    for ref in (REF, OTHER, "2026-02-24-market-3"):
        write_decisions(letter, ref, Decisions(subject={"ja": "市が来る"}))
    run()
    run(now=NOW + timedelta(days=1))
    assert campaign(letter, "ja", "digest-2026-W09")["subject"] == "市が来る"


# ---------------------------------------------------------------- slips


def test_a_decision_that_matches_nothing_is_told(letter: Path, run: Run) -> None:
    """A language the post does not have, and a sentence that it does not have any more."""
    decisions = Decisions(
        pin=(as_passage("天気に恵まれ、昼までに売り切れた。"), as_passage("船が来た。")),
        subject={"de": "Markt"},
    )
    write_decisions(letter, REF, decisions)
    report = run()
    told = [
        finding.message
        for post in report.posts
        for finding in post.to_check
        if finding.rule == "decision-unmatched"
    ]
    path = f"decisions/{REF}.toml"
    assert told == [
        f'{path}: the post is not published in "de"',
        f"{path}: pin or leave-out {as_passage('船が来た。').fingerprint} matches no sentence of the "
        "clean article: 船が来た。",
    ]


STRAYS = {
    "a slip of the finger": (
        REF.replace("market", "markt"),
        f'there is no post "{REF.replace("market", "markt")}"; did you mean "{REF}"?',
    ),
    "like no post": ("xyz", 'there is no post "xyz"'),
    "a post": (REF, None),
    "a draft": ("harbour", None),
    "a post that cannot be read": ("2026-02-20-broken", None),
}


@pytest.mark.parametrize(("name", "message"), STRAYS.values(), ids=STRAYS)
def test_a_file_for_no_post_is_told(letter: Path, run: Run, name: str, message: str | None) -> None:
    """With the nearest post, each time, also before a run; the files of drafts may wait."""
    drafts = letter / "posts" / "_drafts"
    drafts.mkdir()
    (drafts / "harbour.md").write_text("# H\n", encoding="utf-8")
    broken = letter / "posts" / "2026-02-20-broken.md"
    broken.write_text("---\ntitle: [\n---\n\nx\n", encoding="utf-8")
    write_decisions(letter, name, Decisions(mail=False))
    expected = [] if message is None else [(f"decisions/{name}.toml", message)]
    for words in ({"dry_run": True}, {}, {}):
        report = run(**words)
        strays = [
            (where, finding.message)
            for where, finding in report.findings
            if finding.rule == "decision-unmatched"
        ]
        assert strays == expected
        assert report.notes == tuple(": ".join(stray) for stray in expected)


def test_the_decisions_of_a_post_that_is_gone_may_wait(letter: Path, run: Run) -> None:
    """A post that was taken away may come back; its file is no slip."""
    run()
    write_decisions(letter, REF, Decisions(mail=False))
    (letter / "posts" / f"{REF}.md").unlink()
    assert run().notes == ()


def test_a_file_with_a_slip_holds_its_post_and_no_other(letter: Path, run: Run) -> None:
    """What is published stays; the error names the file, each time, until it is mended."""
    run()
    before = {**tree(letter), "reports/run.json": b""}
    write_decisions(letter, REF, Decisions(mail=False))
    path = letter / "decisions" / f"{REF}.toml"
    path.write_text("[mail]\nsend = 'no'\n", encoding="utf-8")
    for _ in range(2):
        report = run()
        assert report.exit_code == EXIT_FAILED
        assert [error.at for error in report.errors] == [str(path)]
        assert {**tree(letter), "reports/run.json": b""} == before
    path.unlink()
    assert run().exit_code == EXIT_DONE


# ---------------------------------------------------------------- the title of a published post

TAIL = "が開く進化と道筋"
TITLES = ("港の朝市はなぜこれほど早く終わるのか？", "町の昼休みはなぜこれほど長く続くのか？")


def title_post(letter: Path, number: int, title: str, ending: str = "") -> None:
    """Write a post that a machine told twice, with this title."""
    body = f"{article(number)}\n\n---END---\n\n{article(number)}{ending}"
    path = write_post(letter, number, body=body)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"市の話{number}", title), encoding="utf-8")


def title_of(letter: Path) -> str:
    """The title under which the first post is published."""
    with Ledger.open(letter / ".newsletter") as ledger:
        return ledger.pages()[REF, "ja"].title


def test_the_title_of_a_published_post_stays(letter: Path, run: Run) -> None:
    """A habit that later posts show does not rename what readers know, also after an edit."""
    title = f"港の朝市のすべて{TAIL}"
    title_post(letter, 1, title)
    run()
    assert title_of(letter) == title
    for number, other in enumerate(TITLES, 4):
        title_post(letter, number, f"{other}{TAIL}")
    title_post(letter, 1, title, "\nもう一つの市が秋に開かれることも決まった。\n")
    run()
    assert title_of(letter) == title


def test_a_title_is_cleaned_until_it_is_published(letter: Path, run: Run) -> None:
    """What no reader has seen is cleaned by what all posts show."""
    title_post(letter, 1, f"港の朝市のすべて{TAIL}")
    for number, other in enumerate(TITLES, 4):
        title_post(letter, number, f"{other}{TAIL}")
    run()
    assert title_of(letter) == "港の朝市のすべて"


def test_a_new_title_of_the_author_counts(letter: Path, run: Run) -> None:
    """Only the author renames a post: the new title is cleaned as any other."""
    title_post(letter, 1, "港の朝市の話")
    run()
    title_post(letter, 1, f"{TITLES[0]}{TAIL}")
    run()
    assert title_of(letter) == TITLES[0]


def test_a_post_is_published_while_one_of_its_languages_waits(letter: Path, run: Run) -> None:
    """The ledger does not call it held; one that a former version called so is published again."""
    write_decisions(letter, REF, Decisions(hold=("en",)))
    for _ in range(3):
        assert run().exit_code == EXIT_DONE
        with Ledger.open(letter / ".newsletter") as ledger:
            assert ledger.posts()[REF].state is State.PUBLISHED
            ledger.save(Change(posts=(replace(ledger.posts()[REF], state=State.HELD),)))
