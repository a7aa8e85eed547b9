-- Both tables are read from the start again for every campaign.
SELECT c.campaign_id,
       c.name,
       coalesce((SELECT sum(amount_cents) FROM costs WHERE campaign_id = c.campaign_id), 0)
           AS cost_cents,
       (SELECT count(*) FROM clicks WHERE campaign_id = c.campaign_id) AS clicks
FROM campaigns AS c
ORDER BY c.campaign_id;
