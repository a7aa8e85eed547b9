CREATE TABLE snapshot (as_of TEXT NOT NULL);   -- one row: the day on which the data was taken
CREATE TABLE users (user_id INTEGER PRIMARY KEY, signed_up TEXT NOT NULL);
CREATE TABLE activity (user_id INTEGER NOT NULL, day TEXT NOT NULL);
CREATE INDEX activity_by_user ON activity (user_id, day);

INSERT INTO snapshot VALUES ('2024-03-12');

-- Sign-ups from October to March; every ninth user never shows any activity.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
INSERT INTO users
SELECT i, date('2023-10-01', '+' || ((i * 67) % 163) || ' days') FROM n;

-- Up to five active days each, later ones rarer; repeated rows; nobody of November in January.
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2399),
visits AS (
    SELECT u.user_id, u.signed_up,
           date(u.signed_up, '+' || ((n.i / 400) * (n.i / 400) * 4 + (n.i * 13) % 23) || ' days')
               AS day
    FROM n
    JOIN users AS u ON u.user_id = 1 + n.i % 400
    WHERE u.user_id % 9 <> 0 AND (n.i * 7) % 10 > n.i / 500
)
INSERT INTO activity
SELECT user_id, day
FROM visits
WHERE day <= '2024-03-12'
  AND NOT (signed_up LIKE '2023-11-%' AND day LIKE '2024-01-%');
