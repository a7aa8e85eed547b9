-- The places one and two of each category: category, place, name, units; by category, place, name.
SELECT p.category, p.name
FROM products AS p
ORDER BY p.category, p.name;
