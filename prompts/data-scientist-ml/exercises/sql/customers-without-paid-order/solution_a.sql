-- As one would say it: there is no such order.
SELECT c.customer_id, c.name
FROM customers AS c
WHERE NOT EXISTS (
    SELECT 1 FROM orders AS o
    WHERE o.customer_id = c.customer_id
      AND o.status = 'paid'
      AND o.ordered_on >= '2024-01-01'
      AND o.ordered_on < '2025-01-01'
)
ORDER BY c.customer_id;
