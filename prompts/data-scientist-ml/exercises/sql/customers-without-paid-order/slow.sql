-- COALESCE around the indexed column, and a count where one hit would do: all orders for each customer.
SELECT c.customer_id, c.name
FROM customers AS c
WHERE (
    SELECT count(*) FROM orders AS o
    WHERE coalesce(o.customer_id, -1) = c.customer_id
      AND o.status = 'paid'
      AND strftime('%Y', o.ordered_on) = '2024'
) = 0
ORDER BY c.customer_id;
