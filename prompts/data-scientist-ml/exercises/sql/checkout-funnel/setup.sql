CREATE TABLE events (
    event_id INTEGER PRIMARY KEY,
    user_id INTEGER,              -- NULL: not known
    step TEXT NOT NULL,           -- 'visit', 'cart', 'pay' or anything else
    at INTEGER NOT NULL           -- seconds
);

-- Users do the steps in any order, and several times.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1600)
INSERT INTO events
SELECT i,
       CASE WHEN i % 37 = 0 THEN NULL ELSE (i * 271) % 421 END,
       CASE (i * 17) % 10 WHEN 0 THEN 'pay' WHEN 1 THEN 'cart' WHEN 2 THEN 'cart' WHEN 3 THEN 'help'
            WHEN 4 THEN 'pay' ELSE 'visit' END,
       1709251200 + (i * 7919) % 5000
FROM n;
