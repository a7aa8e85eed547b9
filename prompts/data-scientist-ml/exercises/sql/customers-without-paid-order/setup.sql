CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE orders (
    order_id INTEGER PRIMARY KEY,
    customer_id INTEGER,          -- NULL: guest
    ordered_on TEXT NOT NULL,     -- YYYY-MM-DD
    status TEXT                   -- 'paid', 'canceled' or NULL: still open
);
CREATE INDEX orders_by_customer ON orders (customer_id, ordered_on);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
INSERT INTO customers SELECT i, 'customer ' || printf('%03d', i) FROM n;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1400)
INSERT INTO orders
SELECT i,
       CASE WHEN i % 23 = 0 THEN NULL ELSE 1 + (i * 263 + i / 97 * 31) % 500 END,
       date('2023-01-01', '+' || ((i * 97) % 730) || ' days'),
       CASE (i * 11) % 7 WHEN 0 THEN NULL WHEN 1 THEN 'canceled' ELSE 'paid' END
FROM n;
