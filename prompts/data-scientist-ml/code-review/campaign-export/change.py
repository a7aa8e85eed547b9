"""Nightly export: the best customers of a country and their discount, for a campaign."""

import sqlite3

DEFAULT_DISCOUNT = 10

SCHEMA = """
CREATE TABLE IF NOT EXISTS customers (
    customer_id INTEGER PRIMARY KEY,
    country TEXT,
    mail_status TEXT,            -- null until the customer changes a setting
    total_spent TEXT,            -- as delivered by the shop system
    discount INTEGER             -- null where nobody has agreed on one
);
CREATE TABLE IF NOT EXISTS blocked (customer_id INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS exports (
    campaign TEXT,
    customer_id INTEGER,
    discount INTEGER NOT NULL,
    PRIMARY KEY (campaign, customer_id)
);
"""


def connect(path):
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    connection.executescript(SCHEMA)
    return connection


def best_customers(connection, country, limit):
    """Those who spent most, without the ones who unsubscribed."""
    query = f"""
        SELECT customer_id, total_spent, discount
        FROM customers
        WHERE mail_status <> 'unsubscribed'
            AND country = '{country}'
        ORDER BY total_spent DESC, customer_id
        LIMIT {int(limit)}
    """
    return connection.execute(query).fetchall()


def without_blocked(connection, customers):
    """Leave out customers whose account is blocked."""
    ids = [row["customer_id"] for row in customers]
    marks = ",".join("?" * len(ids))
    query = f"SELECT customer_id FROM blocked WHERE customer_id IN ({marks})"
    blocked = {row["customer_id"] for row in connection.execute(query, ids)}
    return [row for row in customers if row["customer_id"] not in blocked]


def export(connection, campaign, country, limit=500):
    """Replace the rows of this campaign; gives the number of customers exported."""
    customers = best_customers(connection, country, limit)
    chosen = without_blocked(connection, customers)
    connection.execute("DELETE FROM exports WHERE campaign LIKE ?", (campaign + "%",))
    connection.commit()
    for row in chosen:
        discount = row["discount"] or DEFAULT_DISCOUNT
        connection.execute(
            "INSERT OR REPLACE INTO exports VALUES (?, ?, ?)",
            (campaign, row["customer_id"], discount),
        )
    connection.commit()
    return len(chosen)
