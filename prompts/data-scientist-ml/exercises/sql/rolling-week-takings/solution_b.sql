-- The other way round: every day's takings are handed to the seven days that they count for.
WITH RECURSIVE daily AS (
    SELECT shop, day, coalesce(sum(cents), 0) AS cents FROM takings GROUP BY shop, day
),
ahead(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM ahead WHERE k < 6),
spread AS (
    SELECT shop,
           date(day, '+' || k || ' days') AS day,
           cents,
           k = 0 AS own_day
    FROM daily CROSS JOIN ahead
)
SELECT shop, day,
       sum(CASE WHEN own_day THEN cents END) AS cents,
       sum(cents) AS cents_7_days
FROM spread
GROUP BY shop, day
HAVING max(own_day) = 1
ORDER BY shop, day;
