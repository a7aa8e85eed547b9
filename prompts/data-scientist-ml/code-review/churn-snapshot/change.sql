-- Training rows for the churn model: one row for each customer with an open account at
-- the start of the day :snapshot, what was known then, and the label: no order in the
-- sixty days that begin with that day.
--
-- customers(customer_id, signed_up_on, closed_on)        dates; closed_on null while open
-- orders(order_id, customer_id, ordered_at, amount)      customer_id null for guests
-- tickets(ticket_id, customer_id, opened_at)             time stamps as text, local time

WITH population AS (
    SELECT customer_id, signed_up_on
    FROM customers
    WHERE signed_up_on < :snapshot
),

history AS (
    SELECT
        p.customer_id,
        COUNT(DISTINCT o.order_id) AS orders_90d,
        SUM(o.amount) AS spend_90d,
        COUNT(DISTINCT t.ticket_id) AS tickets_90d,
        julianday(:snapshot) - julianday(MAX(o.ordered_at)) AS days_since_order
    FROM population AS p
    LEFT JOIN orders AS o
        ON o.customer_id = p.customer_id
    LEFT JOIN tickets AS t
        ON t.customer_id = p.customer_id
        AND t.opened_at >= date(:snapshot, '-90 days')
    WHERE o.ordered_at >= date(:snapshot, '-90 days')
        AND o.ordered_at < :snapshot
    GROUP BY p.customer_id
)

SELECT
    h.customer_id,
    julianday(:snapshot) - julianday(p.signed_up_on) AS tenure_days,
    h.orders_90d,
    h.spend_90d,
    h.tickets_90d,
    h.days_since_order,
    h.tickets_90d / h.orders_90d AS tickets_per_order,
    h.customer_id NOT IN (
        SELECT later.customer_id
        FROM orders AS later
        WHERE later.ordered_at >= :snapshot
            AND later.ordered_at < date(:snapshot, '+60 days')
    ) AS churned
FROM history AS h
JOIN population AS p
    ON p.customer_id = h.customer_id
ORDER BY h.customer_id;
