SELECT *, referee AS referee_id, advocate AS advocate_id
FROM funnel_oracle.referrals
