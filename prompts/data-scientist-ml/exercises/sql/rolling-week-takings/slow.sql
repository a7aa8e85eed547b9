-- For each day all receipts are read again, and the wrapped column rules an index out.
SELECT shop, day, coalesce(sum(cents), 0) AS cents,
       (
           SELECT coalesce(sum(t.cents), 0)
           FROM takings AS t
           WHERE t.shop = d.shop
             AND julianday(d.day) - julianday(t.day) BETWEEN 0 AND 6
       ) AS cents_7_days
FROM takings AS d
GROUP BY shop, day
ORDER BY shop, day;
