ALTER TABLE bookings DROP COLUMN checked_in_at;

-- Offers cannot be told apart any more, and their old positions may be taken: they lapse.
ALTER TABLE waitlist_entries DROP CONSTRAINT waitlist_entries_offer_dated;
UPDATE waitlist_entries SET status = 'expired' WHERE status = 'offered';

ALTER TABLE waitlist_entries
    DROP COLUMN offer_expires_at,
    DROP CONSTRAINT waitlist_entries_status_known,
    ADD CONSTRAINT waitlist_entries_status_known CHECK (status IN ('waiting', 'promoted', 'expired', 'cancelled'));
