"""Small sites of our own, one for each generator, with ten posts in its dialect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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
        page: The page of a post: language, number → file in the build.
        pictures: Where the picture lies.
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
    in_copies: Mapping[int, str] = field(default_factory=dict)


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


def toml_head(number: int) -> str:
    """Front matter in TOML, with a comment."""
    return (
        f"+++\n# {number}\ntitle = '市の話{number}'\ndate = {day(number)}T08:30:00+09:00\n"
        f'tags = ["市", "港"]\ndescription = "{number}番目の市を歩いて見たことの記録。"\n+++\n\n'
    )


HUGO = Site(
    files={
        "hugo.toml": f'baseURL = "{HOST}/"\ntitle = "朝の手紙"\ndefaultContentLanguage = "ja"\n'
        'timeZone = "Asia/Tokyo"\ndisableKinds = ["RSS", "sitemap", "404", "taxonomy", "term"]\n'
        '[languages.ja]\ncontentDir = "content/ja"\n[languages.en]\ncontentDir = "content/en"\n'
        "[markup.goldmark.renderer]\nunsafe = true\n",
        "layouts/_default/single.html": '<html lang="{{ .Language.Lang }}"><title>{{ .Title }}</title><body>{{ .Content }}</body></html>\n',
        "layouts/_default/list.html": '<html>{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</html>\n',
        "layouts/index.html": '<html>{{ range .Site.RegularPages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</html>\n',
    },
    post=lambda number: (
        f"content/ja/posts/market-{number}/index.md"
        if number == 9
        else f"content/ja/posts/market-{number}.md"
    ),
    head=lambda number: toml_head(number) if number % 2 else yaml_iso_head(number),
    dialect={
        7: '[丘の話]({{< ref "market-3.md" >}})と[市場]({{< relref "market-4.md" >}})を見た。\n',
        8: "{{< highlight go >}}\nx := 1\n{{< /highlight >}}\n\n> [!NOTE]\n> 朝は早い。\n\n## 節 {#own-id}\n\n[節へ](#own-id)\n",
        9: '{{< figure src="near.png" alt="丘の絵" caption="丘の上の市。" >}}\n\n![近くの絵](near.png)\n',
        10: "脚注[^1]と`{{</* x */>}}`。\n\n[^1]: 脚注の文。\n\n用語\n: 説明の文。\n",
    },
    settings='[posts]\nfolder = "content/ja"\nassets = "static"\npages = "none"\n'
    'permalink = { ja = "/posts/{slug}/", en = "/en/posts/{date}-{slug}/" }\n[copies]\npreset = "hugo"\n',
    copies="content/{language}/posts",
    build=("hugo", "--quiet"),
    output="public",
    page=lambda language, number: (
        f"en/posts/{day(number)}-market-{number}/index.html"
        if language == "en"
        else f"posts/market-{number}/index.html"
    ),
    pictures=("static/images/hill.png", "content/ja/posts/market-9/near.png"),
    in_copies={8: "{{< highlight go >}}", 9: "{{< figure"},
)


def yaml_iso_head(number: int) -> str:
    """Front matter in YAML with a day that every parser of dates reads."""
    return yaml_head(number).replace(
        f"{day(number)} 08:30:00 +0900", f"{day(number)}T08:30:00+09:00"
    )


ELEVENTY = Site(
    files={
        "eleventy.config.cjs": "module.exports = (config) => {\n"
        "  config.addPassthroughCopy('images');\n  config.setQuietMode(true);\n};\n",
        ".eleventyignore": "_newsletter\n.newsletter\ntranslations\nnode_modules\n",
        "_includes/post.njk": "<html lang=\"{{ lang or 'ja' }}\"><title>{{ title }}</title><body>{{ content | safe }}</body></html>\n",
        "posts/posts.json": '{"layout": "post.njk"}\n',
        "en/en.json": '{"layout": "post.njk"}\n',
        "index.njk": '<html>{% for post in collections.all %}<a href="{{ post.url }}">x</a>{% endfor %}</html>\n',
    },
    post=lambda number: f"posts/market-{number}.md",
    head=yaml_iso_head,
    dialect={
        2: "印は`{% raw %}{{ x }}{% endraw %}`と書く。\n",
        7: "[丘の話](/posts/market-3/)と[市場](../market-4/)を見た。\n",
        8: "{% assign shop = '朝の店' %}\n\n店は{{ shop }}です。{% if title %}題があります。{% endif %}\n",
        9: '<img src="{{ "/images/hill.png" | url }}" alt="丘の絵">\n',
        10: "{% comment %}見えない{% endcomment %}\n\n最後の言葉。\n",
    },
    settings='[posts]\nfolder = "posts"\npermalink = { ja = "/posts/{slug}/", en = "/en/posts/{date}-{slug}/" }\n'
    'pages = "none"\n[copies]\npreset = "eleventy"\n',
    copies="{language}/posts",
    build=("eleventy",),
    output="_site",
    page=lambda language, number: (
        f"en/posts/{day(number)}-market-{number}/index.html"
        if language == "en"
        else f"posts/market-{number}/index.html"
    ),
    in_copies={8: "{% assign shop", 9: '{{ "/images/hill.png" | url }}'},
)

HEXO = Site(
    files={
        "_config.yml": f"title: 朝の手紙\nurl: {HOST}\nlanguage: [ja, en]\ntimezone: Asia/Tokyo\ntheme: plain\n"
        "permalink: :lang/:title/\nnew_post_name: :lang/:title.md\npermalink_defaults: {lang: ja}\n"
        "syntax_highlighter: ''\n",
        "package.json": '{"name": "letter", "private": true, "hexo": {"version": "8.0.0"}, "dependencies": '
        '{"hexo": "*", "hexo-renderer-ejs": "*", "hexo-renderer-marked": "*", "hexo-generator-index": "*"}}\n',
        "themes/plain/layout/post.ejs": '<html lang="<%= page.lang %>"><title><%= page.title %></title><body><%- page.content %></body></html>\n',
        "themes/plain/layout/index.ejs": '<html><% page.posts.each(function (post) { %><a href="<%- url_for(post.path) %>">x</a><% }) %></html>\n',
        "themes/plain/_config.yml": "x: 1\n",
    },
    post=lambda number: f"source/_posts/ja/market-{number}.md",
    head=yaml_head,
    dialect={
        2: "印は`{% raw %}{{ x }}{% endraw %}`と書く。\n",
        7: "{% post_link market-3 丘の話 %}と[市場](/ja/market-4/)を見た。\n",
        8: "{% codeblock lang:ruby %}\nputs 1\n{% endcodeblock %}\n\n<!-- more -->\n\n続きがある。\n",
        9: "{% blockquote 港の人 %}\n市は町の顔だ。\n{% endblockquote %}\n\n![港](/images/hill.png)\n",
        10: "{% raw %}<div>生の{{ x }}</div>{% endraw %}\n\n最後の言葉。\n",
    },
    settings='[posts]\nfolder = "source/_posts/ja"\nassets = "source"\npages = "none"\n'
    'permalink = { ja = "/ja/{slug}/", en = "/en/{date}-{slug}/" }\n[copies]\npreset = "hexo"\n',
    copies="source/_posts/{language}",
    build=("hexo", "generate"),
    output="public",
    page=lambda language, number: (
        f"en/{day(number)}-market-{number}/index.html"
        if language == "en"
        else f"ja/market-{number}/index.html"
    ),
    pictures=("source/images/hill.png",),
    in_copies={8: "{% codeblock lang:ruby %}", 9: "{% blockquote"},
)


def meta_head(number: int) -> str:
    """Lines of `Name: text` without a fence, as Python-Markdown reads them."""
    return (
        f"Title: 市の話{number}\nDate: {day(number)} 08:30\nTags: 市, 港\nCategory: 町\n"
        f"Slug: market-{number}\nSummary: {number}番目の市を歩いて見たことの記録。\n\n"
    )


PELICAN = Site(
    files={
        "pelicanconf.py": f"SITENAME = '朝の手紙'\nSITEURL = '{HOST}'\nPATH = 'content'\nTIMEZONE = 'Asia/Tokyo'\n"
        "DEFAULT_LANG = 'ja'\nTHEME = 'theme'\nSTATIC_PATHS = ['images']\nFEED_ALL_ATOM = None\n"
        "CATEGORY_FEED_ATOM = None\nTRANSLATION_FEED_ATOM = None\nAUTHOR_FEED_ATOM = None\nAUTHOR_FEED_RSS = None\n"
        "ARTICLE_URL = '{slug}.html'\nARTICLE_LANG_URL = '{slug}-{lang}.html'\nARTICLE_LANG_SAVE_AS = '{slug}-{lang}.html'\n"
        "DIRECT_TEMPLATES = ['index']\nAUTHOR_SAVE_AS = ''\nCATEGORY_SAVE_AS = ''\nTAG_SAVE_AS = ''\nDEFAULT_PAGINATION = False\n",
        "theme/templates/article.html": '<html lang="{{ article.lang }}"><title>{{ article.title }}</title><body>{{ article.content }}'
        '{% for other in article.translations %}<a href="{{ SITEURL }}/{{ other.url }}">x</a>{% endfor %}</body></html>\n',
        "theme/templates/index.html": '<html>{% for article in articles %}<a href="{{ SITEURL }}/{{ article.url }}">x</a>{% endfor %}</html>\n',
        "theme/static/style.css": "",
    },
    post=lambda number: f"content/market-{number}.md",
    head=meta_head,
    dialect={
        7: "[丘の話]({filename}market-3.md)と[市場]({filename}/market-4.md)を見た。\n",
        8: "    :::python\n    print(1)\n\n!!! note\n    朝は早い。\n",
        9: "![港]({static}/images/hill.png)\n",
        10: "脚注[^1]がある。\n\n[^1]: 脚注の文。\n",
    },
    settings='[posts]\nfolder = "content"\nassets = "content"\npages = "none"\n'
    'permalink = { ja = "/{slug}.html", en = "/{slug}-en.html" }\n[copies]\npreset = "pelican"\n',
    copies="content/{language}",
    build=("pelican", "--quiet"),
    output="output",
    page=lambda language, number: f"market-{number}{'-en' if language == 'en' else ''}.html",
    pictures=("content/images/hill.png",),
    in_copies={8: "    :::python"},
)


def astro_head(number: int) -> str:
    """The schema of Astro's blog starter."""
    return (
        f"---\ntitle: '市の話{number}'\npubDate: '{day(number)}T08:30:00+09:00'\n"
        f"description: {number}番目の市を歩いて見たことの記録。 # 一行\ntags: ['市', '港']\n---\n\n"
        + ("import Note from '../../components/Note.astro';\n\n" if number == 8 else "")
    )


ASTRO = Site(
    files={
        "package.json": '{"name": "letter", "private": true, "type": "module"}\n',
        "astro.config.mjs": "import { defineConfig } from 'astro/config';\nimport mdx from '@astrojs/mdx';\n"
        f"export default defineConfig({{ site: '{HOST}', cacheDir: './.cache', integrations: [mdx()], markdown: {{ syntaxHighlight: false }} }});\n",
        "src/content.config.ts": "import { defineCollection, z } from 'astro:content';\nimport { glob } from 'astro/loaders';\n"
        "const blog = defineCollection({\n  loader: glob({ base: './src/content/blog', pattern: '**/*.{md,mdx}' }),\n"
        "  schema: z.object({ title: z.string(), description: z.string(), pubDate: z.coerce.date(), tags: z.array(z.string()) }),\n});\n"
        "const en = defineCollection({ loader: glob({ base: './src/content/en', pattern: '**/*.{md,mdx}' }), schema: z.any() });\n"
        "export const collections = { blog, en };\n",
        "src/components/Note.astro": "<aside><slot /></aside>\n",
        "src/pages/blog/[...id].astro": "---\nimport { getCollection, render } from 'astro:content';\n"
        "export async function getStaticPaths() {\n  const posts = await getCollection('blog');\n"
        "  return posts.map((post) => ({ params: { id: post.id }, props: { post } }));\n}\n"
        "const { Content } = await render(Astro.props.post);\n---\n<html><title>{Astro.props.post.data.title}</title><body><Content /></body></html>\n",
        "src/pages/en/[...id].astro": "---\nimport { getCollection, render } from 'astro:content';\n"
        "export async function getStaticPaths() {\n  const posts = await getCollection('en');\n"
        "  return posts.map((post) => ({ params: { id: post.id }, props: { post } }));\n}\n"
        "const { Content } = await render(Astro.props.post);\n---\n<html lang='en'><body><Content /></body></html>\n",
        "src/pages/index.astro": "<html><body><a href='/blog/market-1/'>x</a></body></html>\n",
    },
    post=lambda number: f"src/content/blog/market-{number}.{'mdx' if number in (8, 9) else 'md'}",
    head=astro_head,
    dialect={
        7: "[丘の話](/blog/market-3/)と[市場](/blog/market-4/)を見た。\n",
        8: "<Note>\n\n朝は早い。\n\n</Note>\n\n答えは{40 + 2}です。\n",
        9: '{/* 見えない */}\n\n<img src="/images/hill.png" alt="丘の絵" />\n',
        10: "脚注[^1]がある。\n\n[^1]: 脚注の文。\n",
    },
    settings='[posts]\nfolder = "src/content/blog"\nassets = "public"\npages = "none"\n'
    'permalink = { ja = "/blog/{slug}/", en = "/en/{date}-{slug}/" }\n[copies]\npreset = "astro"\n',
    copies="src/content/{language}",
    build=("astro", "build"),
    output="dist",
    page=lambda language, number: (
        f"en/{day(number)}-market-{number}/index.html"
        if language == "en"
        else f"blog/market-{number}/index.html"
    ),
    pictures=("public/images/hill.png",),
    in_copies={8: "<Note>", 9: "{/* 見えない */}"},
)
