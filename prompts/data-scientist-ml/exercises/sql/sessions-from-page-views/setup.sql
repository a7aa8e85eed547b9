CREATE TABLE views (
    view_id INTEGER PRIMARY KEY,
    user_id INTEGER,              -- NULL: not logged in
    at INTEGER NOT NULL           -- seconds since 1970
);

-- Sixty users with interleaved views; gaps run from 0 to 2,500 seconds, some exactly 1,800.
WITH RECURSIVE n(i, pause) AS (
    SELECT 1, 0
    UNION ALL
    SELECT i + 1,
           CASE (i * 31) % 11 WHEN 0 THEN 0 WHEN 1 THEN 1800 WHEN 2 THEN 1801
                ELSE (i * 7907) % 2500 END
    FROM n WHERE i < 1500
)
INSERT INTO views
SELECT i,
       CASE WHEN i % 25 = 0 THEN NULL ELSE i % 60 END,
       1704067200 + sum(pause) OVER (PARTITION BY i % 60 ORDER BY i)
FROM n;
