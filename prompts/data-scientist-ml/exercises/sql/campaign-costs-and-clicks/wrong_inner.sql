WITH cost AS (
    SELECT campaign_id, sum(amount_cents) AS cost_cents FROM costs GROUP BY campaign_id
),
click AS (
    SELECT campaign_id, count(*) AS clicks FROM clicks GROUP BY campaign_id
)
SELECT c.campaign_id, c.name, cost.cost_cents, click.clicks
FROM campaigns AS c
JOIN cost ON cost.campaign_id = c.campaign_id
JOIN click ON click.campaign_id = c.campaign_id
ORDER BY c.campaign_id;
