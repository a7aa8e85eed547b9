-- Without windows: a place is one more than the number of products that sold more.
WITH totals AS (
    SELECT product_id, sum(units) AS units
    FROM sales
    WHERE units IS NOT NULL
    GROUP BY product_id
),
named AS (
    SELECT p.product_id, p.category, p.name, t.units
    FROM totals AS t
    JOIN products AS p ON p.product_id = t.product_id
    WHERE p.category IS NOT NULL
)
SELECT a.category, 1 + count(b.product_id) AS place, a.name, a.units
FROM named AS a
LEFT JOIN named AS b ON b.category = a.category AND b.units > a.units
GROUP BY a.product_id, a.category, a.name, a.units
HAVING count(b.product_id) < 2
ORDER BY a.category, place, a.name;
