-- What attribution refuses of purchases is told as the record that came: its payload goes back in as it is.

ALTER TABLE milepost_store.dead_letters
    COMMENT COLUMN payload 'The record: its JSON as send and backfill take it, or Base64 of its bytes where it is no JSON. Of a click that attribution refused what it keeps of it: without url, referrer_url, hashes, country, value and further properties, channel and campaign as classified. Of a click_limit nothing, of a fact between two folds its fields as text. Of a refused row the row: once its table shows a greater revision of the key, the letter is history.';

ALTER TABLE milepost_store_b.dead_letters
    COMMENT COLUMN payload 'The record: its JSON as send and backfill take it, or Base64 of its bytes where it is no JSON. Of a click that attribution refused what it keeps of it: without url, referrer_url, hashes, country, value and further properties, channel and campaign as classified. Of a click_limit nothing, of a fact between two folds its fields as text. Of a refused row the row: once its table shows a greater revision of the key, the letter is history.';

ALTER TABLE milepost.dead_letters
    COMMENT COLUMN payload 'The record: its JSON as send and backfill take it, or Base64 of its bytes where it is no JSON. Of a click that attribution refused what it keeps of it: without url, referrer_url, hashes, country, value and further properties, channel and campaign as classified. Of a click_limit nothing, of a fact between two folds its fields as text. Of a refused row the row: once its table shows a greater revision of the key, the letter is history.';

ALTER TABLE milepost_store.dead_letters
    COMMENT COLUMN dead_letter_id 'Identity: reason and origin. Of a conflicting_duplicate its stream, key, event_id and a hash of its content, of click_limit anonymous_id and day, of a row that the warehouse refused its table and key.';

ALTER TABLE milepost_store_b.dead_letters
    COMMENT COLUMN dead_letter_id 'Identity: reason and origin. Of a conflicting_duplicate its stream, key, event_id and a hash of its content, of click_limit anonymous_id and day, of a row that the warehouse refused its table and key.';

ALTER TABLE milepost.dead_letters
    COMMENT COLUMN dead_letter_id 'Identity: reason and origin. Of a conflicting_duplicate its stream, key, event_id and a hash of its content, of click_limit anonymous_id and day, of a row that the warehouse refused its table and key.';
