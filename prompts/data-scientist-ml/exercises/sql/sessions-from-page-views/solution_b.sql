-- The n-th first view of a user belongs to the n-th last view; positions give the count.
WITH placed AS (
    SELECT user_id, at,
           row_number() OVER w AS place,
           at - lag(at) OVER w AS before,
           lead(at) OVER w - at AS after
    FROM views
    WHERE user_id IS NOT NULL
    WINDOW w AS (PARTITION BY user_id ORDER BY at, view_id)
),
firsts AS (
    SELECT user_id, at, place, row_number() OVER (PARTITION BY user_id ORDER BY place) AS n
    FROM placed
    WHERE before IS NULL OR before > 1800
),
lasts AS (
    SELECT user_id, at, place, row_number() OVER (PARTITION BY user_id ORDER BY place) AS n
    FROM placed
    WHERE after IS NULL OR after > 1800
)
SELECT f.user_id, f.n AS session_no, f.at AS started, l.at AS ended, l.place - f.place + 1 AS views
FROM firsts AS f
JOIN lasts AS l ON l.user_id = f.user_id AND l.n = f.n
ORDER BY f.user_id, f.n;
