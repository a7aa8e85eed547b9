-- The total of a product is computed anew for every pair of products.
WITH placed AS (
    SELECT a.category,
           1 + (
               SELECT count(*)
               FROM products AS b
               WHERE b.category = a.category
                 AND (SELECT sum(units) FROM sales WHERE product_id = b.product_id)
                   > (SELECT sum(units) FROM sales WHERE product_id = a.product_id)
           ) AS place,
           a.name,
           (SELECT sum(units) FROM sales WHERE product_id = a.product_id) AS units
    FROM products AS a
    WHERE a.category IS NOT NULL
)
SELECT category, place, name, units
FROM placed
WHERE place <= 2 AND units IS NOT NULL
ORDER BY category, place, name;
