-- Time and row packed into one number: its minimum for each id names the row, with ties settled.
WITH first_receipts AS (
    SELECT min(received_at * 1000000000 + row_id) % 1000000000 AS row_id
    FROM events
    WHERE event_id IS NOT NULL
    GROUP BY event_id
)
SELECT row_id, event_id, user_id, amount_cents
FROM events
WHERE event_id IS NULL OR row_id IN (SELECT row_id FROM first_receipts)
ORDER BY row_id;
