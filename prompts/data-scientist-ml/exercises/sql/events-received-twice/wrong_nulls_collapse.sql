WITH numbered AS (
    SELECT row_id, event_id, user_id, amount_cents,
           row_number() OVER (PARTITION BY event_id ORDER BY received_at, row_id) AS copy_no
    FROM events
)
SELECT row_id, event_id, user_id, amount_cents
FROM numbered
WHERE copy_no = 1
ORDER BY row_id;
