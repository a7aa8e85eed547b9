-- Outer join with all conditions in ON; what found no partner remains.
SELECT c.customer_id, c.name
FROM customers AS c
LEFT JOIN orders AS o
    ON o.customer_id = c.customer_id
   AND o.status = 'paid'
   AND o.ordered_on >= '2024-01-01'
   AND o.ordered_on < '2025-01-01'
WHERE o.order_id IS NULL
ORDER BY c.customer_id;
