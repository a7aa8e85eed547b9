-- Without an index on event_id, every row is compared with every other one.
SELECT e.row_id, e.event_id, e.user_id, e.amount_cents
FROM events AS e
WHERE NOT EXISTS (
    SELECT 1 FROM events AS other
    WHERE other.event_id = e.event_id
      AND (
          other.received_at < e.received_at
          OR (other.received_at = e.received_at AND other.row_id < e.row_id)
      )
)
ORDER BY e.row_id;
