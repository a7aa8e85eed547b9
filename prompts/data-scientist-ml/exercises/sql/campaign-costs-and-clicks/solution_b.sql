-- No join of the two facts at all: they are stacked, and summed once.
WITH stacked AS (
    SELECT campaign_id, 0 AS cost_cents, 0 AS clicks FROM campaigns
    UNION ALL
    SELECT campaign_id, coalesce(amount_cents, 0), 0 FROM costs
    UNION ALL
    SELECT campaign_id, 0, 1 FROM clicks
),
totals AS (
    SELECT campaign_id, sum(cost_cents) AS cost_cents, sum(clicks) AS clicks
    FROM stacked
    GROUP BY campaign_id
)
SELECT c.campaign_id, c.name, t.cost_cents, t.clicks
FROM totals AS t
JOIN campaigns AS c ON c.campaign_id = t.campaign_id
ORDER BY c.campaign_id;
