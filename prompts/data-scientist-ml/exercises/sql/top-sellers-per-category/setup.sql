CREATE TABLE products (product_id INTEGER PRIMARY KEY, category TEXT, name TEXT NOT NULL);
CREATE TABLE sales (
    sale_id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL,
    units INTEGER                 -- NULL: the till did not report; negative: returned
);

-- Every fifteenth product has no category.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
INSERT INTO products
SELECT i,
       CASE WHEN i % 15 = 0 THEN NULL ELSE 'category ' || char(65 + i % 7) END,
       'product ' || printf('%02d', i)
FROM n;

-- Small numbers, so that totals tie; every twelfth product is never sold.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1800)
INSERT INTO sales
SELECT i,
       1 + (i * 41) % 60,
       CASE WHEN i % 61 = 0 THEN NULL WHEN i % 29 = 0 THEN -1 ELSE 1 + (i / 60) % 3 END
FROM n
WHERE (1 + (i * 41) % 60) % 12 <> 0;
