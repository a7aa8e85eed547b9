SELECT c.campaign_id,
       c.name,
       coalesce(sum(cost.amount_cents), 0) AS cost_cents,
       count(click.click_id) AS clicks
FROM campaigns AS c
LEFT JOIN costs AS cost ON cost.campaign_id = c.campaign_id
LEFT JOIN clicks AS click ON click.campaign_id = c.campaign_id
GROUP BY c.campaign_id, c.name
ORDER BY c.campaign_id;
