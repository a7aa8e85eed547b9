-- Every event once: row_id, event_id, user_id, amount_cents; by row_id.
SELECT row_id, event_id, user_id, amount_cents
FROM events
ORDER BY row_id;
