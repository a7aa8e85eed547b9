WITH daily AS (
    SELECT shop, day, CAST(julianday(day) AS INTEGER) AS day_number, coalesce(sum(cents), 0) AS cents
    FROM takings
    GROUP BY shop, day
)
SELECT shop, day, cents,
       sum(cents) OVER (ORDER BY day_number RANGE BETWEEN 6 PRECEDING AND CURRENT ROW)
           AS cents_7_days
FROM daily
ORDER BY shop, day;
