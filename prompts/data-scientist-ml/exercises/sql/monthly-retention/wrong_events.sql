WITH RECURSIVE cohorts AS (
    SELECT strftime('%Y-%m-01', signed_up) AS first_day, count(*) AS cohort_size
    FROM users
    GROUP BY first_day
),
offsets(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM offsets WHERE k < 3),
grid AS (
    SELECT c.first_day, c.cohort_size, o.k AS months_since
    FROM cohorts AS c
    CROSS JOIN offsets AS o
    CROSS JOIN snapshot AS s
    WHERE date(c.first_day, '+' || (o.k + 1) || ' months') <= s.as_of
),
active AS (
    SELECT strftime('%Y-%m-01', u.signed_up) AS first_day,
           12 * (strftime('%Y', a.day) - strftime('%Y', u.signed_up))
               + strftime('%m', a.day) - strftime('%m', u.signed_up) AS months_since,
           count(*) AS active_users
    FROM activity AS a
    JOIN users AS u ON u.user_id = a.user_id
    WHERE a.day >= u.signed_up
    GROUP BY first_day, months_since
)
SELECT strftime('%Y-%m', g.first_day) AS cohort_month,
       g.months_since,
       g.cohort_size,
       coalesce(a.active_users, 0) AS active_users
FROM grid AS g
LEFT JOIN active AS a ON a.first_day = g.first_day AND a.months_since = g.months_since
ORDER BY cohort_month, g.months_since;
