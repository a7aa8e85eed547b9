-- Functions around both columns: no index helps, and each cell reads all activity again.
WITH RECURSIVE offsets(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM offsets WHERE k < 3),
cohorts AS (SELECT DISTINCT strftime('%Y-%m', signed_up) AS cohort_month FROM users)
SELECT c.cohort_month,
       o.k AS months_since,
       (SELECT count(*) FROM users WHERE strftime('%Y-%m', signed_up) = c.cohort_month)
           AS cohort_size,
       (
           SELECT count(*)
           FROM users AS u
           WHERE strftime('%Y-%m', u.signed_up) = c.cohort_month
             AND EXISTS (
                 SELECT 1 FROM activity AS a
                 WHERE abs(a.user_id) = u.user_id
                   AND a.day >= u.signed_up
                   AND strftime('%Y-%m', a.day)
                     = strftime('%Y-%m', c.cohort_month || '-01', '+' || o.k || ' months')
             )
       ) AS active_users
FROM cohorts AS c
CROSS JOIN offsets AS o
CROSS JOIN snapshot AS s
WHERE date(c.cohort_month || '-01', '+' || (o.k + 1) || ' months') <= s.as_of
ORDER BY c.cohort_month, o.k;
