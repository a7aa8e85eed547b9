WITH firsts AS (
    SELECT user_id,
           min(CASE WHEN step = 'visit' THEN at END) AS visit,
           min(CASE WHEN step = 'cart' THEN at END) AS cart,
           min(CASE WHEN step = 'pay' THEN at END) AS pay
    FROM events
    WHERE user_id IS NOT NULL
    GROUP BY user_id
),
counted AS (
    SELECT 1 AS step_no, 'visit' AS step, count(visit) AS users FROM firsts
    UNION ALL
    SELECT 2, 'cart', count(CASE WHEN cart >= visit THEN 1 END) FROM firsts
    UNION ALL
    SELECT 3, 'pay', count(CASE WHEN cart >= visit AND pay >= cart THEN 1 END) FROM firsts
)
SELECT step_no, step, users,
       round(100.0 * users / nullif(lag(users) OVER (ORDER BY step_no), 0), 1)
           AS percent_of_previous
FROM counted
ORDER BY step_no;
