-- User by user: was there an active day in the month that starts k months after the cohort's?
WITH RECURSIVE offsets(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM offsets WHERE k < 3),
windows AS (
    SELECT u.user_id,
           u.signed_up,
           strftime('%Y-%m', u.signed_up) AS cohort_month,
           o.k AS months_since,
           date(u.signed_up, 'start of month', '+' || o.k || ' months') AS opens,
           date(u.signed_up, 'start of month', '+' || (o.k + 1) || ' months') AS closes
    FROM users AS u
    CROSS JOIN offsets AS o
)
SELECT w.cohort_month,
       w.months_since,
       count(*) AS cohort_size,
       sum(EXISTS (
           SELECT 1 FROM activity AS a
           WHERE a.user_id = w.user_id
             AND a.day >= max(w.opens, w.signed_up)
             AND a.day < w.closes
       )) AS active_users
FROM windows AS w
JOIN snapshot AS s ON w.closes <= s.as_of
GROUP BY w.cohort_month, w.months_since
ORDER BY w.cohort_month, w.months_since;
