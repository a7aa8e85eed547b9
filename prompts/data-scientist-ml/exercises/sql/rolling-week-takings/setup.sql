CREATE TABLE takings (
    receipt_id INTEGER PRIMARY KEY,
    shop TEXT NOT NULL,
    day TEXT NOT NULL,            -- YYYY-MM-DD
    cents INTEGER                 -- NULL: receipt was canceled
);

-- Four shops, 200 days; shops close on some days, so that days are missing.
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1199)
INSERT INTO takings
SELECT i,
       'shop ' || char(65 + i % 4),
       date('2023-11-01', '+' || ((i / 4) % 200) || ' days'),
       CASE WHEN i % 97 = 0 THEN NULL ELSE 500 + (i * 7919) % 4000 END
FROM n
WHERE ((i / 4) % 200 + i % 4) % 7 <> 0
  AND (i / 4) % 200 NOT BETWEEN 53 AND 56 + i % 4;
