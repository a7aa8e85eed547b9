-- One row per shop and day with a receipt: shop, day, cents, cents_7_days; by shop, day.
SELECT shop, day, sum(cents) AS cents
FROM takings
GROUP BY shop, day
ORDER BY shop, day;
