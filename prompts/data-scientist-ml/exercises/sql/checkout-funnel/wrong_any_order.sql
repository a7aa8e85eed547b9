WITH counted AS (
    SELECT CASE step WHEN 'visit' THEN 1 WHEN 'cart' THEN 2 ELSE 3 END AS step_no,
           step,
           count(DISTINCT user_id) AS users
    FROM events
    WHERE step IN ('visit', 'cart', 'pay')
    GROUP BY step
)
SELECT step_no, step, users,
       round(100.0 * users / nullif(lag(users) OVER (ORDER BY step_no), 0), 1)
           AS percent_of_previous
FROM counted
ORDER BY step_no;
