WITH flagged AS (
    SELECT user_id, view_id, at,
           CASE WHEN at - lag(at) OVER w < 1800 THEN 0 ELSE 1 END AS begins
    FROM views
    WHERE user_id IS NOT NULL
    WINDOW w AS (PARTITION BY user_id ORDER BY at, view_id)
),
numbered AS (
    SELECT user_id, at,
           sum(begins) OVER (
               PARTITION BY user_id ORDER BY at, view_id
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ) AS session_no
    FROM flagged
)
SELECT user_id, session_no, min(at) AS started, max(at) AS ended, count(*) AS views
FROM numbered
GROUP BY user_id, session_no
ORDER BY user_id, session_no;
