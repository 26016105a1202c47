"""The tables of a manifest, and those of a refresh that is under way.

Texts that come from file names are stored as bytes, since a name need not be valid Unicode. Contents,
keys and texts are stored as hashes of 64 bits; a key or text that does not count is NULL.
"""

from __future__ import annotations

VERSION = 3
TABLES = """
CREATE TABLE {schema}.meta (name TEXT PRIMARY KEY, value);
CREATE TABLE {schema}.files (
    place BLOB, size INTEGER, mtime_ns INTEGER, content INTEGER,
    key INTEGER, text INTEGER, article BLOB, problems TEXT);
CREATE TABLE {schema}.clashes (article BLOB PRIMARY KEY, problems TEXT) WITHOUT ROWID;
"""
# Made after a first filling, which is faster and leaves them smaller than growing row by row does.
INDEXES = """
CREATE UNIQUE INDEX IF NOT EXISTS {schema}.files_by_place ON files (place);
CREATE INDEX IF NOT EXISTS {schema}.files_by_key ON files (key) WHERE key IS NOT NULL;
CREATE INDEX IF NOT EXISTS {schema}.files_by_text ON files (text) WHERE text IS NOT NULL;
CREATE INDEX IF NOT EXISTS {schema}.files_with_problems ON files (place) WHERE problems != '';
"""

# changed, gone: what differs between known and folders; gone also holds what was read again.
# fresh: what was read, by the number it was read as; grouped: twins, of which `file` was read now and
# `place` was not; assigned: the article that a group became.
RUN_VERSION = 1
RUN_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value);
CREATE TABLE changed (place BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER, content INTEGER) WITHOUT ROWID;
CREATE TABLE gone (place BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE touched (place BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER) WITHOUT ROWID;
CREATE TABLE fresh (
    file INTEGER PRIMARY KEY, place BLOB UNIQUE, size INTEGER, mtime_ns INTEGER, content INTEGER,
    key INTEGER, text INTEGER, problems TEXT, post BLOB);
CREATE INDEX fresh_by_key ON fresh (key) WHERE key IS NOT NULL;
CREATE INDEX fresh_by_text ON fresh (text) WHERE text IS NOT NULL;
CREATE TABLE grouped (number INTEGER, file INTEGER, place BLOB);
CREATE INDEX grouped_by_number ON grouped (number);
CREATE TABLE assigned (number INTEGER PRIMARY KEY, article BLOB, clashes TEXT);
"""
EMPTY_RUN = "DELETE FROM changed; DELETE FROM gone; DELETE FROM touched;"
UNGROUP = "DELETE FROM grouped; DELETE FROM assigned; DELETE FROM meta WHERE name = 'grouping';"
SEEN = """
CREATE TEMP VIEW seen AS
    SELECT NULL AS file, place, key, text, article FROM known.files
        WHERE place NOT IN (SELECT place FROM main.gone) AND key IS NOT NULL
    UNION ALL SELECT file, place, key, text, x'' FROM main.fresh WHERE key IS NOT NULL;
"""
FINISH = (
    """DELETE FROM new.clashes WHERE article IN (SELECT article FROM new.files
        WHERE place IN (SELECT place FROM gone UNION ALL SELECT place FROM grouped WHERE file IS NULL))""",
    "DELETE FROM new.files WHERE place IN (SELECT place FROM gone)",
    """UPDATE new.files SET size = touched.size, mtime_ns = touched.mtime_ns
        FROM touched WHERE files.place = touched.place""",
    """UPDATE new.files SET article = COALESCE(assigned.article, x'')
        FROM grouped LEFT JOIN assigned USING (number) WHERE files.place = grouped.place""",
    """INSERT INTO new.files
        SELECT f.place, f.size, f.mtime_ns, f.content, f.key, f.text, COALESCE(a.article, x''), f.problems
            FROM grouped g JOIN fresh f ON f.file = g.file LEFT JOIN assigned a ON a.number = g.number
        UNION ALL SELECT place, size, mtime_ns, content, key, text, x'', problems FROM fresh WHERE key IS NULL
        ORDER BY 1""",
    "INSERT INTO new.clashes SELECT article, clashes FROM assigned WHERE clashes != ''",
)
