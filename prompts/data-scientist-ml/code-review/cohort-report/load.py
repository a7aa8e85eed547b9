"""Tables for change.sql, and the call that runs it."""

import sqlite3
from pathlib import Path

SCHEMA = """
CREATE TABLE users (user_id INTEGER PRIMARY KEY, signed_up_on TEXT);
CREATE TABLE plan_changes (user_id INTEGER, changed_at TEXT, plan TEXT);
CREATE TABLE web_payments (user_id INTEGER, paid_on TEXT, amount REAL);
CREATE TABLE app_payments (user_id INTEGER, paid_on TEXT, amount REAL);
CREATE TABLE sessions (session_id INTEGER PRIMARY KEY, user_id INTEGER, started_at TEXT);
"""
QUERY = Path(__file__).with_name("change.sql").read_text(encoding="utf-8")


def connect():
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.executescript(SCHEMA)
    return connection


def report(connection, today):
    return [dict(row) for row in connection.execute(QUERY, {"today": today})]
