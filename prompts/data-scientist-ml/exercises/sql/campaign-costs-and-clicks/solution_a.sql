-- Each table is brought to one row per campaign before it is joined.
WITH cost AS (
    SELECT campaign_id, sum(amount_cents) AS cost_cents FROM costs GROUP BY campaign_id
),
click AS (
    SELECT campaign_id, count(*) AS clicks FROM clicks GROUP BY campaign_id
)
SELECT c.campaign_id,
       c.name,
       coalesce(cost.cost_cents, 0) AS cost_cents,
       coalesce(click.clicks, 0) AS clicks
FROM campaigns AS c
LEFT JOIN cost ON cost.campaign_id = c.campaign_id
LEFT JOIN click ON click.campaign_id = c.campaign_id
ORDER BY c.campaign_id;
