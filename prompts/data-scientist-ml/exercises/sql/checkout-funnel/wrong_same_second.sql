WITH visited AS (
    SELECT user_id, min(at) AS at
    FROM events
    WHERE step = 'visit' AND user_id IS NOT NULL
    GROUP BY user_id
),
carted AS (
    SELECT e.user_id, min(e.at) AS at
    FROM visited AS v
    JOIN events AS e ON e.user_id = v.user_id AND e.step = 'cart' AND e.at > v.at
    GROUP BY e.user_id
),
paid AS (
    SELECT e.user_id, min(e.at) AS at
    FROM carted AS c
    JOIN events AS e ON e.user_id = c.user_id AND e.step = 'pay' AND e.at > c.at
    GROUP BY e.user_id
),
counted AS (
    SELECT 1 AS step_no, 'visit' AS step, count(*) AS users FROM visited
    UNION ALL
    SELECT 2, 'cart', count(*) FROM carted
    UNION ALL
    SELECT 3, 'pay', count(*) FROM paid
)
SELECT step_no, step, users,
       round(100.0 * users / nullif(lag(users) OVER (ORDER BY step_no), 0), 1)
           AS percent_of_previous
FROM counted
ORDER BY step_no;
