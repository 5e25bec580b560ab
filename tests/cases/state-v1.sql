-- A state.db of version 1, as the first newsletter wrote it; never edited.
PRAGMA application_id = 1314344020;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE artefacts (        -- files below the output folder that are ours
    path TEXT PRIMARY KEY,
    content_hash TEXT NOT NULL,
    owner TEXT NOT NULL,        -- ref of the post or id of the edition; '' for feeds and reports of the run
    language TEXT NOT NULL,
    fingerprint TEXT NOT NULL   -- of everything the file was made from
) STRICT;
INSERT INTO "artefacts" VALUES('ja/posts/2026-02-26-market-1.html','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','2026-02-26-market-1','ja','old');
INSERT INTO "artefacts" VALUES('en/posts/2026-02-26-market-1.html','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','2026-02-26-market-1','en','old');
CREATE TABLE edition_posts (
    edition TEXT NOT NULL,
    language TEXT NOT NULL,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    PRIMARY KEY (edition, language, position),
    FOREIGN KEY (edition, language) REFERENCES editions (id, language)
) STRICT;
INSERT INTO "edition_posts" VALUES('2026-02-26-market-1','ja',0,'2026-02-26-market-1');
INSERT INTO "edition_posts" VALUES('2026-02-26-market-1','en',0,'2026-02-26-market-1');
CREATE TABLE editions (
    id TEXT NOT NULL,
    language TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('post', 'digest')),
    subject TEXT NOT NULL,
    made TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (id, language)
) STRICT;
INSERT INTO "editions" VALUES('2026-02-26-market-1','ja','post','市の話1','2026-02-26T00:00:00+09:00','');
INSERT INTO "editions" VALUES('2026-02-26-market-1','en','post','市の話1','2026-02-26T00:00:00+09:00','');
CREATE TABLE memory (           -- the translation memory; see store/memory.py for the key
    key BLOB PRIMARY KEY,
    source_language TEXT NOT NULL,
    target_language TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    engine TEXT NOT NULL,
    recorded TEXT NOT NULL
) STRICT
;
INSERT INTO "memory" VALUES(X'0101010101010101010101010101010101010101010101010101010101010101','ja','en','茶葉','tea leaves','google','2026-02-27T06:00:00+00:00');
CREATE TABLE pages (            -- one post in one language
    ref TEXT NOT NULL REFERENCES posts,
    language TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('published', 'held', 'failed', 'retired')),
    reason TEXT NOT NULL,
    slug TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    fingerprint TEXT NOT NULL,  -- of everything the page was made from
    first_published TEXT,
    updated TEXT,
    PRIMARY KEY (ref, language)
) STRICT;
INSERT INTO "pages" VALUES('2026-02-26-market-1','ja','published','','market-1','https://example.com/ja/posts/2026-02-26-market-1.html','市の話1','old print','2026-02-27T06:00:00+00:00','2026-02-26T00:00:00+09:00');
INSERT INTO "pages" VALUES('2026-02-26-market-1','en','published','','market-1','https://example.com/en/posts/2026-02-26-market-1.html','市の話1','old print','2026-02-27T06:00:00+00:00','2026-02-26T00:00:00+09:00');
CREATE TABLE posts (            -- one post of the archive, whatever its languages
    ref TEXT PRIMARY KEY,       -- translation key, the same for ever
    path TEXT NOT NULL,         -- file below the posts folder, forward slashes
    content_hash TEXT NOT NULL, -- SHA-256 of its bytes, hex
    mtime_ns INTEGER NOT NULL,
    n_bytes INTEGER NOT NULL,
    slug TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    date TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('published', 'held', 'failed', 'retired')),
    reason TEXT NOT NULL,
    first_published TEXT        -- time of the run that published it; NULL until then
) STRICT;
INSERT INTO "posts" VALUES('2026-02-26-market-1','2026-02-26-market-1.md','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',1,2,'market-1','ja','市の話1','2026-02-26T00:00:00+09:00','published','','2026-02-27T06:00:00+00:00');
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,              -- NULL: it runs, or it was killed
    exit_code INTEGER,
    summary TEXT NOT NULL
) STRICT;
INSERT INTO "runs" VALUES(1,'2026-02-27T06:00:00+00:00','2026-02-27T06:00:00+00:00',0,'build 2');
CREATE TABLE slugs (            -- every slug a post has had before its present one
    ref TEXT NOT NULL REFERENCES posts,
    slug TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (ref, slug)
) STRICT;
INSERT INTO "slugs" VALUES('2026-02-26-market-1','bazaar','2026-02-27T07:00:00+00:00');
CREATE TABLE uploads (          -- written as 'begun' before the request leaves, settled after the answer
    edition TEXT NOT NULL,
    language TEXT NOT NULL,
    profile TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('begun', 'done', 'failed')),
    content_hash TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    url TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (edition, language, profile)
) STRICT;
INSERT INTO "uploads" VALUES('2026-02-26-market-1','en','listmonk','done','c','17','https://list.example/17','','2026-02-27T08:00:00+00:00');
COMMIT;
