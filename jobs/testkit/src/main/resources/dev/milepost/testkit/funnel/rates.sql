WITH
    visits AS
    (
        SELECT first.month AS month, count() AS visitors,
            countIf(first.signed_up AND first.signup_at BETWEEN first.at AND first.at + INTERVAL 30 DAY) AS signups,
            countIf(first.bought AND first.bought_at BETWEEN first.at AND first.at + INTERVAL 30 DAY) AS buyers
        FROM
        (
            SELECT toDate32(toStartOfMonth(visit.at)) AS month, visit.at AS at, people.signed_up AS signed_up, people.signup_at AS signup_at, people.bought AS bought, people.bought_at AS bought_at
            FROM
            (
                SELECT click.person AS person, if(click.person IS NULL, click.device, '') AS stranger, min(click.at) AS at
                FROM funnel_oracle.clicks AS click
                LEFT JOIN funnel_oracle.owners ON owners.code = click.code
                WHERE click.name = 'referral_link_clicked' AND NOT coalesce(click.person = owners.owner, false)
                GROUP BY person, stranger
            ) AS visit
            LEFT JOIN funnel_oracle.people ON people.person = visit.person
            WHERE people.person IS NULL OR people.came_at >= visit.at
        ) AS first
        GROUP BY month
    ),
    shares AS
    (
        SELECT toDate32(toStartOfMonth(at)) AS month, count(DISTINCT person) AS sharers
        FROM funnel_oracle.clicks
        WHERE name = 'referral_shared' AND person != ''
        GROUP BY month
    ),
    active AS
    (
        SELECT toDate32(toStartOfMonth(at)) AS month, count(DISTINCT buyer) AS buyers
        FROM funnel_oracle.sales
        GROUP BY month
    ),
    -- Each since somebody has bought, up to the present one, has a row, and each before that has a visit or a share.
    months AS
    (
        SELECT month FROM visits
        UNION DISTINCT
        SELECT month FROM shares
        UNION DISTINCT
        SELECT toDate32(addMonths(sold.opening, later.number)) AS month
        FROM numbers(1200) AS later
        CROSS JOIN (SELECT min(active.month) AS opening, count() AS sales FROM active) AS sold
        WHERE sold.sales > 0 AND month <= toDate32({present})
    ),
    counted AS
    (
        SELECT '' AS program_id, months.month AS month, 'visitor_signup' AS metric, 30 AS window_days, coalesce(visits.signups, 0) AS numerator, coalesce(visits.visitors, 0) AS denominator
        FROM months LEFT JOIN visits ON visits.month = months.month
        UNION ALL
        SELECT '', months.month, 'visitor_purchase', 30, coalesce(visits.buyers, 0), coalesce(visits.visitors, 0)
        FROM months LEFT JOIN visits ON visits.month = months.month
        UNION ALL
        SELECT '', months.month, 'referral_rate', 0, coalesce(shares.sharers, 0), coalesce(active.buyers, 0)
        FROM months LEFT JOIN shares ON shares.month = months.month LEFT JOIN active ON active.month = months.month
        UNION ALL
        SELECT program_id, toDate32(toStartOfMonth(signed_up_at)) AS month, 'qualified', 30, count(if(qualified_at <= signed_up_at + INTERVAL 30 DAY, 1, NULL)), count()
        FROM funnel_oracle.referrals GROUP BY program_id, month
        UNION ALL
        SELECT program_id, toDate32(toStartOfMonth(signed_up_at)) AS month, 'activated', 30, count(if(activated_at <= signed_up_at + INTERVAL 30 DAY, 1, NULL)), count()
        FROM funnel_oracle.referrals GROUP BY program_id, month
        UNION ALL
        SELECT program_id, toDate32(toStartOfMonth(signed_up_at)) AS month, 'purchased', 30, count(if(purchased_at <= signed_up_at + INTERVAL 30 DAY, 1, NULL)), count()
        FROM funnel_oracle.referrals GROUP BY program_id, month
        UNION ALL
        SELECT program_id, toDate32(toStartOfMonth(signed_up_at)) AS month, 'rewarded', 90, count(if(rewarded_at <= signed_up_at + INTERVAL 90 DAY, 1, NULL)), count()
        FROM funnel_oracle.referrals GROUP BY program_id, month
    )
SELECT *, if(denominator = 0, NULL, numerator / denominator) AS rate, addMonths(month, 1) + window_days <= {present} AS mature
FROM counted
