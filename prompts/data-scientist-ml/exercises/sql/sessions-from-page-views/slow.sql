-- Every view is compared with all others to find out whether anything came shortly before.
WITH starts AS (
    SELECT DISTINCT v.user_id, v.at
    FROM views AS v
    WHERE v.user_id IS NOT NULL
      AND NOT EXISTS (
          SELECT 1 FROM views AS p
          WHERE p.user_id = v.user_id AND p.at < v.at AND v.at - p.at <= 1800
      )
),
numbered AS (
    SELECT v.user_id, v.at, count(*) AS session_no
    FROM views AS v
    JOIN starts AS s ON s.user_id = v.user_id AND s.at <= v.at
    GROUP BY v.view_id
)
SELECT user_id, session_no, min(at) AS started, max(at) AS ended, count(*) AS views
FROM numbered
GROUP BY user_id, session_no
ORDER BY user_id, session_no;
