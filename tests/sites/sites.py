"""Small sites of our own, one for each generator, with ten posts in its dialect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.pipeline.conftest import article

HOST = "https://letter.example.com"
DAYS = range(1, 11)
# A picture of one point.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)

# What every dialect has, by number of the post.
PLAIN = {
    1: "| 品 | 値段 |\n|---|---:|\n| りんご | 120円 |\n| 干物 | 450円 |\n",
    2: "```python\nprint('市')  # {{ x }}\n```\n\nコードの `x = 1` も残る。\n",
    3: "![丘の絵](/images/hill.png)\n\n丘からは港が見える。\n",
    4: "- 朝\n  - 早い客\n- 昼\n\n> 市は町の顔だ。\n> 毎年そう言われる。\n",
    5: '詳しくは[下の段](#later)を読んでほしい。\n\n<h3 id="later">あとで</h3>\n\n続きはここから始まる。\n',
    6: "前文**「重要」**です。費用は**現実的ではありません。**それでも続く。\n",
}
# The post that number 7 links to, in the words of each dialect.
LINKED = 3


def day(number: int) -> str:
    """The day of a post."""
    return f"2026-02-{number:02}"


def yaml_head(number: int, extra: str = "") -> str:
    """Front matter in YAML."""
    return (
        f'---\ntitle: "市の話{number}"\ndate: {day(number)} 08:30:00 +0900\n'
        f'tags: [市, 港]\ncategories: [町]\ndescription: "{number}番目の市を歩いて見たことの記録。"\n'
        f"{extra}---\n\n"
    )


@dataclass(frozen=True)
class Site:
    """A site before anything is built.

    Attributes:
        files: Its own files.
        post: The name of the file of a post, by number.
        head: The front matter of a post, by number.
        dialect: What stands in some posts, by number.
        settings: Of newsletter.toml, below [publication].
        copies: Where the copies of a language are put, for the generator to build them.
        build: The command that builds, without the program.
        output: Where the build lies.
        pages: The page of a post: language, number → file in the build.
        suffixes: Of posts that are no `.md`, by number.
        in_copies: What stands in the copies of English, by number.
    """

    files: Mapping[str, str]
    post: Callable[[int], str]
    dialect: Mapping[int, str]
    settings: str
    copies: str
    build: tuple[str, ...]
    output: str
    page: Callable[[str, int], str]
    head: Callable[[int], str] = yaml_head
    pictures: tuple[str, ...] = ("images/hill.png",)
    in_copies: Mapping[int, str] = None  # type: ignore[assignment]


def body(site: Site, number: int) -> str:
    """The text of a post."""
    return f"{article(number)}\n{PLAIN.get(number, '')}\n{site.dialect.get(number, '')}"


JEKYLL = Site(
    files={
        "_config.yml": f"title: 朝の手紙\nurl: {HOST}\nlang: ja\ntimezone: Asia/Tokyo\nbaseurl: ''\n"
        "permalink: /:categories/:year/:month/:day/:title/\nstrict_front_matter: true\n"
        "liquid: {error_mode: strict}\nexclude: [newsletter.toml]\n"
        "defaults: [{scope: {path: ''}, values: {layout: post}}]\n",
        "_layouts/post.html": '<html lang="{{ page.lang }}"><head><meta charset="utf-8"><title>{{ page.title }}</title></head>'
        "<body>{{ content }}</body></html>\n",
        "_includes/figure.html": '<figure><img src="{{ include.src }}" alt="{{ include.alt }}">'
        "<figcaption>{{ include.caption }}</figcaption></figure>\n",
        "index.html": '---\nlayout: null\n---\n<html>{% for post in site.posts %}<a href="{{ post.url }}">x</a>{% endfor %}</html>\n',
    },
    post=lambda number: f"_posts/{day(number)}-market-{number}.md",
    head=lambda number: yaml_head(number).replace("categories: [町]\n", ""),
    dialect={
        7: "[丘の話]({% post_url 2026-02-03-market-3 %})と[市場](/2026/02/04/market-4/)を見た。\n",
        8: "{% highlight ruby %}\nputs '{{ site.title }}'\n{% endhighlight %}\n\n言葉に印がある。\n{: .note #own}\n",
        9: '{% include figure.html src="/images/hill.png" alt="丘の絵" caption="丘の上の市。" %}\n\n'
        "![港]({{ site.baseurl }}/images/hill.png){: .wide}\n",
        10: "{% raw %}{{ page.title }}{% endraw %}の前後。$$x^2$$ と脚注[^1]。\n\n[^1]: 脚注の文。\n\n用語\n: 説明の文。\n",
    },
    settings='[posts]\nfolder = "_posts"\npermalink = "/{year}/{month}/{day}/{slug}/"\npages = "none"\n'
    '[copies]\npreset = "jekyll"\n',
    copies="{language}/_posts",
    build=("jekyll", "build", "--quiet", "--trace"),
    output="_site",
    page=lambda language, number: (
        f"{'en/' if language == 'en' else ''}2026/02/{number:02}/market-{number}/index.html"
    ),
    in_copies={8: "{% highlight ruby %}", 9: "{% include figure.html", 10: "{% raw %}"},
)
