CREATE TABLE campaigns (campaign_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE costs (
    cost_id INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    amount_cents INTEGER          -- NULL: booked, amount not known yet
);
CREATE TABLE clicks (
    click_id INTEGER PRIMARY KEY,
    campaign_id INTEGER,          -- NULL: came without a campaign
    day TEXT NOT NULL
);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
INSERT INTO campaigns SELECT i, 'campaign ' || printf('%03d', i) FROM n;

-- Every tenth campaign has no costs; amounts repeat within a campaign.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
INSERT INTO costs
SELECT i,
       1 + (i * 37) % 120,
       date('2024-03-01', '+' || ((i * 13) % 30) || ' days'),
       CASE WHEN i % 50 = 0 THEN NULL ELSE 100 * (1 + (i / 120) % 4) END
FROM n
WHERE (1 + (i * 37) % 120) % 10 <> 0;

-- Every seventh campaign has no clicks; every fortieth click has no campaign.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
INSERT INTO clicks
SELECT i,
       CASE WHEN i % 40 = 0 THEN NULL ELSE 1 + (i * 53) % 120 END,
       date('2024-03-01', '+' || ((i * 7) % 30) || ' days')
FROM n
WHERE (1 + (i * 53) % 120) % 7 <> 0;
