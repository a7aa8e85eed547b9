SELECT e.row_id, e.event_id, e.user_id, e.amount_cents
FROM events AS e
LEFT JOIN (
    SELECT event_id, min(received_at) AS received_at FROM events GROUP BY event_id
) AS f ON f.event_id = e.event_id
WHERE e.event_id IS NULL OR e.received_at = f.received_at
ORDER BY e.row_id;
