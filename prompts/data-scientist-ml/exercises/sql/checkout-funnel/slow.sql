-- All triples of events are looked for, for each event again.
WITH counted AS (
    SELECT 1 AS step_no, 'visit' AS step, count(DISTINCT user_id) AS users
    FROM events WHERE step = 'visit'
    UNION ALL
    SELECT 2, 'cart', count(DISTINCT c.user_id)
    FROM events AS c
    WHERE c.step = 'cart'
      AND EXISTS (
          SELECT 1 FROM events AS v
          WHERE v.user_id = c.user_id AND v.step = 'visit' AND v.at <= c.at
      )
    UNION ALL
    SELECT 3, 'pay', count(DISTINCT p.user_id)
    FROM events AS p
    WHERE p.step = 'pay'
      AND EXISTS (
          SELECT 1 FROM events AS c
          WHERE c.user_id = p.user_id AND c.step = 'cart' AND c.at <= p.at
            AND EXISTS (
                SELECT 1 FROM events AS v
                WHERE v.user_id = c.user_id AND v.step = 'visit' AND v.at <= c.at
            )
      )
)
SELECT a.step_no, a.step, a.users,
       CASE WHEN b.users > 0 THEN round(100.0 * a.users / b.users, 1) END AS percent_of_previous
FROM counted AS a
LEFT JOIN counted AS b ON b.step_no = a.step_no - 1
ORDER BY a.step_no;
