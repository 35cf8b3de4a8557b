SELECT 'a click by oneself' AS what, count() AS times
FROM funnel_oracle.clicks
INNER JOIN funnel_oracle.owners ON owners.code = clicks.code
WHERE clicks.name = 'referral_link_clicked' AND clicks.person = owners.owner
UNION ALL
SELECT 'a click on a code of nobody', count()
FROM funnel_oracle.clicks
LEFT JOIN funnel_oracle.owners ON owners.code = clicks.code
WHERE clicks.name = 'referral_link_clicked' AND owners.owner IS NULL
UNION ALL
SELECT 'a click on a code that nobody shared', count()
FROM funnel_oracle.clicks
INNER JOIN funnel_oracle.owners ON owners.code = clicks.code
WHERE clicks.name = 'referral_link_clicked'
    AND owners.owner NOT IN (SELECT assumeNotNull(person) FROM funnel_oracle.clicks WHERE name = 'referral_shared' AND person != '')
UNION ALL
SELECT 'a code that two created', count()
FROM
(
    SELECT code
    FROM funnel_oracle.clicks
    WHERE name = 'referral_code_created' AND person != ''
    GROUP BY code
    HAVING uniqExact(person) > 1
)
UNION ALL
SELECT 'a signal on a device that names no user', count()
FROM funnel_oracle.clicks
INNER JOIN milepost.events AS event ON event.event_id = clicks.event_id AND event.entity_id = clicks.device AND event.stream = 'clickstream'
WHERE clicks.name IN ('ask_viewed', 'referral_shared', 'opted_out') AND clicks.person != '' AND event.user_id = ''
UNION ALL
SELECT 'a rejected referral', countIf(rejected) FROM funnel_oracle.referrals
UNION ALL
SELECT 'an opt-out', count() FROM funnel_oracle.heard WHERE name = 'opted_out'
UNION ALL
SELECT 'a withdrawn ask', count() FROM milepost.asks WHERE decision = 'withdrawn'
UNION ALL
SELECT concat('an ask that is ', decision), count() FROM funnel_oracle.decided GROUP BY decision
UNION ALL
SELECT if(arm = 'holdout', 'an exposure that is held out', 'an exposure that is asked'), count() FROM funnel_oracle.exposed GROUP BY 1
UNION ALL
SELECT 'a second program', greatest(uniqExact(program_id), 1) - 1 FROM funnel_oracle.decided
UNION ALL
SELECT 'a second program of referrals', greatest(uniqExact(program_id), 1) - 1 FROM funnel_oracle.referrals
UNION ALL
SELECT 'a referral by an ask of another program', countIf(milestone_id != '' AND milestone_program_id != program_id) FROM funnel_oracle.referrals
UNION ALL
SELECT 'a referral without an ask', countIf(milestone_id = '') FROM funnel_oracle.referrals
UNION ALL
SELECT concat('a milestone that came to stage ', toString(stage_number)), count() FROM funnel_oracle.arrivals GROUP BY stage_number
