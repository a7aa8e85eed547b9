WITH RECURSIVE joined AS (
    SELECT u.user_id,
           strftime('%Y-%m-01', u.signed_up) AS first_day,
           12 * (strftime('%Y', a.day) - strftime('%Y', u.signed_up))
               + strftime('%m', a.day) - strftime('%m', u.signed_up) AS months_since
    FROM users AS u
    JOIN activity AS a ON a.user_id = u.user_id AND a.day >= u.signed_up
),
offsets(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM offsets WHERE k < 3)
SELECT strftime('%Y-%m', j.first_day) AS cohort_month,
       o.k AS months_since,
       count(DISTINCT j.user_id) AS cohort_size,
       count(DISTINCT CASE WHEN j.months_since = o.k THEN j.user_id END) AS active_users
FROM joined AS j
CROSS JOIN offsets AS o
CROSS JOIN snapshot AS s
WHERE date(j.first_day, '+' || (o.k + 1) || ' months') <= s.as_of
GROUP BY cohort_month, o.k
ORDER BY cohort_month, o.k;
