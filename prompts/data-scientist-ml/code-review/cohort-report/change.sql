-- Report on subscribers by sign-up month and by the plan they are on today: number of
-- users, revenue, share that came back, and growth in users on the month before.
-- "Came back" means a session on one of the days 30 to 36 after signing up, both included.
--
-- users(user_id, signed_up_on)                          date
-- plan_changes(user_id, changed_at, plan)               first row written at sign-up
-- web_payments / app_payments(user_id, paid_on, amount) one row a purchase, no key
-- sessions(session_id, user_id, started_at)             time stamp as text
-- :today                                                date up to which sessions are loaded

WITH payments AS (
    SELECT user_id, paid_on, amount FROM web_payments
    UNION
    SELECT user_id, paid_on, amount FROM app_payments
),

spend AS (
    SELECT user_id, SUM(amount) AS total
    FROM payments
    WHERE paid_on <= :today
    GROUP BY user_id
),

current_plan AS (
    SELECT DISTINCT
        user_id,
        LAST_VALUE(plan) OVER (PARTITION BY user_id ORDER BY changed_at) AS plan
    FROM plan_changes WHERE changed_at < date(:today, '+1 day')
),

returns AS (
    SELECT u.user_id, COUNT(s.session_id) AS came_back
    FROM users AS u
    LEFT JOIN sessions AS s
        ON s.user_id = u.user_id
        AND s.started_at BETWEEN date(u.signed_up_on, '+30 days')
            AND date(u.signed_up_on, '+36 days')
    GROUP BY u.user_id
),

cohorts AS (
    SELECT
        strftime('%Y-%m', u.signed_up_on) AS cohort,
        c.plan,
        COUNT(*) AS users,
        SUM(COALESCE(p.total, 0)) AS revenue,
        SUM(r.came_back) * 1.0 / COUNT(*) AS retention
    FROM users AS u
    JOIN current_plan AS c ON c.user_id = u.user_id
    JOIN returns AS r ON r.user_id = u.user_id
    LEFT JOIN spend AS p ON p.user_id = u.user_id
    WHERE u.signed_up_on <= :today
    GROUP BY cohort, c.plan
)

SELECT
    cohort,
    plan,
    users,
    revenue,
    retention,
    users * 1.0 / LAG(users) OVER (PARTITION BY plan ORDER BY cohort) - 1 AS growth
FROM cohorts
ORDER BY cohort, plan;
