"""The tables of the manifest, and those that live only as long as one run.

Texts that come from file names are stored as bytes, since a name need not be valid Unicode.
"""

from __future__ import annotations

VERSION = 2
TABLES = """
CREATE TABLE files (
    place BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER, content BLOB,
    key BLOB, text BLOB, article BLOB, problems TEXT);
CREATE INDEX files_by_key ON files (key);
CREATE INDEX files_by_text ON files (text);
CREATE INDEX files_by_article ON files (article);
CREATE INDEX files_with_problems ON files (place) WHERE problems != '[]';
CREATE TABLE clashes (article BLOB PRIMARY KEY, problems TEXT);
"""
WORK_TABLES = """
CREATE TEMP TABLE fresh (
    place BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER, content BLOB,
    key BLOB, text BLOB, article BLOB, problems TEXT, post BLOB);
CREATE INDEX temp.fresh_by_key ON fresh (key);
CREATE INDEX temp.fresh_by_text ON fresh (text);
CREATE TEMP TABLE gone (place BLOB PRIMARY KEY);
CREATE TEMP TABLE touched (place BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER);
CREATE TEMP TABLE made (article BLOB PRIMARY KEY, problems TEXT);
CREATE TEMP TABLE member (place BLOB PRIMARY KEY, article BLOB);
CREATE TEMP VIEW seen AS
    SELECT place, key, text, article FROM main.files WHERE place NOT IN (SELECT place FROM gone)
    UNION ALL SELECT place, key, text, article FROM temp.fresh;
"""
FINISH = (
    "DELETE FROM files WHERE place IN gone",
    """INSERT INTO files
        SELECT place, size, mtime_ns, content, key, text, article, problems FROM fresh""",
    """UPDATE files SET size = touched.size, mtime_ns = touched.mtime_ns
        FROM touched WHERE files.place = touched.place""",
    "UPDATE files SET article = member.article FROM member WHERE files.place = member.place",
    "DELETE FROM clashes WHERE article IN (SELECT article FROM made)",
    "DELETE FROM clashes WHERE article NOT IN (SELECT article FROM files)",
    "INSERT INTO clashes SELECT article, problems FROM made WHERE problems != '[]'",
)
