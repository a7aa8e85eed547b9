-- One pass in time order: an event counts if the step before it has counted by then.
-- The default frame takes events of the same second together, as the task wants it.
WITH with_visit AS (
    SELECT user_id, step, at,
           max(step = 'visit') OVER (PARTITION BY user_id ORDER BY at) AS visited
    FROM events
    WHERE user_id IS NOT NULL
),
with_cart AS (
    SELECT user_id, step, at, visited,
           max(step = 'cart' AND visited) OVER (PARTITION BY user_id ORDER BY at) AS carted
    FROM with_visit
),
reached AS (
    SELECT user_id,
           max(visited) AS visit,
           max(carted) AS cart,
           max(step = 'pay' AND carted) AS pay
    FROM with_cart
    GROUP BY user_id
),
totals AS (
    SELECT coalesce(sum(visit), 0) AS visit, coalesce(sum(cart), 0) AS cart,
           coalesce(sum(pay), 0) AS pay
    FROM reached
)
SELECT 1 AS step_no, 'visit' AS step, visit AS users, NULL AS percent_of_previous FROM totals
UNION ALL
SELECT 2, 'cart', cart, CASE WHEN visit > 0 THEN round(100.0 * cart / visit, 1) END FROM totals
UNION ALL
SELECT 3, 'pay', pay, CASE WHEN cart > 0 THEN round(100.0 * pay / cart, 1) END FROM totals
ORDER BY step_no;
