SELECT c.customer_id, c.name
FROM customers AS c
WHERE c.customer_id NOT IN (
    SELECT o.customer_id FROM orders AS o
    WHERE o.status = 'paid'
      AND o.ordered_on >= '2024-01-01'
      AND o.ordered_on < '2025-01-01'
)
ORDER BY c.customer_id;
