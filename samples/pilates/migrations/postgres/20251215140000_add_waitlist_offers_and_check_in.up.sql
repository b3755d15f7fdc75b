-- A freed place is now held for the first in the queue until the offer runs out.
ALTER TABLE waitlist_entries
    ADD COLUMN offer_expires_at timestamptz,
    DROP CONSTRAINT waitlist_entries_status_known,
    ADD CONSTRAINT waitlist_entries_status_known
        CHECK (status IN ('waiting', 'offered', 'promoted', 'expired', 'cancelled')),
    ADD CONSTRAINT waitlist_entries_offer_dated CHECK ((status = 'offered') = (offer_expires_at IS NOT NULL));

COMMENT ON COLUMN waitlist_entries.offer_expires_at IS 'Until when the place is held while the entry is offered';

ALTER TABLE bookings
    ADD COLUMN checked_in_at timestamptz
        CONSTRAINT bookings_checked_in_completed CHECK (checked_in_at IS NULL OR status = 'completed');

COMMENT ON COLUMN bookings.checked_in_at IS 'When the desk saw the student arrive';

-- Who attended before the desk kept times counts as arrived when the class began.
UPDATE bookings
SET checked_in_at = (SELECT starts_at FROM class_instances WHERE class_instances.id = bookings.class_instance_id)
WHERE status = 'completed';
