CREATE TABLE events (
    row_id INTEGER PRIMARY KEY,
    event_id TEXT,                -- made on the phone; NULL in old versions of the app
    user_id INTEGER NOT NULL,
    amount_cents INTEGER,
    received_at INTEGER NOT NULL  -- seconds; copies arrive at different times, not in order of row_id
);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
INSERT INTO events
SELECT i,
       CASE WHEN i % 20 = 0 THEN NULL ELSE 'e' || ((i * 389) % 700) END,
       1 + (i * 389) % 700 % 90,
       100 + (i * 389) % 700 % 7,
       1709251200 + (i * 7919) % 3000
FROM n;
