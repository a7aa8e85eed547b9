WITH bucketed AS (
    SELECT user_id, at, dense_rank() OVER (PARTITION BY user_id ORDER BY at / 1800) AS session_no
    FROM views
    WHERE user_id IS NOT NULL
)
SELECT user_id, session_no, min(at) AS started, max(at) AS ended, count(*) AS views
FROM bucketed
GROUP BY user_id, session_no
ORDER BY user_id, session_no;
