-- One row for each campaign: campaign_id, name, cost_cents, clicks; by campaign_id.
SELECT c.campaign_id, c.name
FROM campaigns AS c
ORDER BY c.campaign_id;
