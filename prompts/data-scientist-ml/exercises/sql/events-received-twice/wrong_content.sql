SELECT min(row_id) AS row_id, event_id, user_id, amount_cents
FROM events
GROUP BY event_id, user_id, amount_cents
ORDER BY row_id;
