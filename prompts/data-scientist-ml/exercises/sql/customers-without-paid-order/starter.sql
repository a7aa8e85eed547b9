-- Customers without a paid order in 2024: customer_id, name; by customer_id.
SELECT c.customer_id, c.name
FROM customers AS c
ORDER BY c.customer_id;
