WITH ranked AS (
    SELECT p.category, p.name, s.units,
           rank() OVER (PARTITION BY p.category ORDER BY s.units DESC) AS place
    FROM products AS p
    JOIN sales AS s ON s.product_id = p.product_id
    WHERE p.category IS NOT NULL AND s.units IS NOT NULL
)
SELECT DISTINCT category, place, name, units
FROM ranked
WHERE place <= 2
ORDER BY category, place, name;
