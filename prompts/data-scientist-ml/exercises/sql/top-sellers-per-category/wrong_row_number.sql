WITH totals AS (
    SELECT p.product_id, p.category, p.name, sum(s.units) AS units
    FROM products AS p
    JOIN sales AS s ON s.product_id = p.product_id
    WHERE p.category IS NOT NULL AND s.units IS NOT NULL
    GROUP BY p.product_id, p.category, p.name
),
ranked AS (
    SELECT category, name, units,
           row_number() OVER (PARTITION BY category ORDER BY units DESC, name) AS place
    FROM totals
)
SELECT category, place, name, units
FROM ranked
WHERE place <= 2
ORDER BY category, place, name;
