SELECT
    user_id,
    currency,
    sumIf(sold, event_time < acquired_time + INTERVAL 30 DAY) AS orders_30,
    sumIf(sold, event_time < acquired_time + INTERVAL 90 DAY) AS orders_90,
    sumIf(sold, event_time < acquired_time + INTERVAL 180 DAY) AS orders_180,
    sumIf(sold, event_time < acquired_time + INTERVAL 365 DAY) AS orders_365,
    sumIf(toInt128(gross_minor) - taken_minor, event_time < acquired_time + INTERVAL 30 DAY) AS net_30_minor,
    sumIf(toInt128(gross_minor) - taken_minor, event_time < acquired_time + INTERVAL 90 DAY) AS net_90_minor,
    sumIf(toInt128(gross_minor) - taken_minor, event_time < acquired_time + INTERVAL 180 DAY) AS net_180_minor,
    sumIf(toInt128(gross_minor) - taken_minor, event_time < acquired_time + INTERVAL 365 DAY) AS net_365_minor
FROM happened
INNER JOIN customers ON customers.user_id = happened.user_id
WHERE event_time < acquired_time + INTERVAL 365 DAY
GROUP BY user_id, currency
