"""Tables for change.sql, and the call that runs it."""

import sqlite3
from pathlib import Path

SCHEMA = """
CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, signed_up_on TEXT, closed_on TEXT);
CREATE TABLE orders (order_id INTEGER PRIMARY KEY, customer_id INTEGER, ordered_at TEXT,
    amount REAL);
CREATE TABLE tickets (ticket_id INTEGER PRIMARY KEY, customer_id INTEGER, opened_at TEXT);
"""
QUERY = Path(__file__).with_name("change.sql").read_text(encoding="utf-8")


def connect():
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.executescript(SCHEMA)
    return connection


def training_rows(connection, snapshot):
    return [dict(row) for row in connection.execute(QUERY, {"snapshot": snapshot})]
