SELECT row_id, event_id, user_id, amount_cents
FROM events
WHERE event_id IS NULL
   OR row_id IN (SELECT min(row_id) FROM events GROUP BY event_id)
ORDER BY row_id;
