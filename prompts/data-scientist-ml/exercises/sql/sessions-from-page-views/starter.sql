-- One row per session: user_id, session_no, started, ended, views; by user_id, session_no.
SELECT user_id, at
FROM views
WHERE user_id IS NOT NULL
ORDER BY user_id, at;
