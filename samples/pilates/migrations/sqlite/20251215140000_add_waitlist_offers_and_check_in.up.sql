-- A freed place is now held for the first in the queue until the offer runs out.
-- SQLite cannot change a check: the table is built anew beside the old one, which nothing refers to.
CREATE TABLE waitlist_entries_new (
    id                 INTEGER PRIMARY KEY,
    class_instance_id  INTEGER NOT NULL REFERENCES class_instances (id) ON DELETE CASCADE,
    user_id            INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position           INTEGER NOT NULL,
    status             TEXT NOT NULL DEFAULT 'waiting',
    joined_at          TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    offer_expires_at   TIMESTAMPTZ, -- until when the place is held while the entry is offered
    CONSTRAINT waitlist_entries_one_per_user_and_class UNIQUE (class_instance_id, user_id),
    CONSTRAINT waitlist_entries_position_positive CHECK (position >= 1),
    CONSTRAINT waitlist_entries_status_known
        CHECK (status IN ('waiting', 'offered', 'promoted', 'expired', 'cancelled')),
    CONSTRAINT waitlist_entries_offer_dated CHECK ((status = 'offered') = (offer_expires_at IS NOT NULL))
);

INSERT INTO waitlist_entries_new (id, class_instance_id, user_id, position, status, joined_at)
SELECT id, class_instance_id, user_id, position, status, joined_at FROM waitlist_entries;

DROP TABLE waitlist_entries;
ALTER TABLE waitlist_entries_new RENAME TO waitlist_entries;

CREATE UNIQUE INDEX waitlist_entries_position_unique
    ON waitlist_entries (class_instance_id, position) WHERE status = 'waiting';
CREATE INDEX waitlist_entries_user_index ON waitlist_entries (user_id);

ALTER TABLE bookings ADD COLUMN checked_in_at TIMESTAMPTZ
    CONSTRAINT bookings_checked_in_completed CHECK (checked_in_at IS NULL OR status = 'completed');

-- Who attended before the desk kept times counts as arrived when the class began.
UPDATE bookings
SET checked_in_at = (SELECT starts_at FROM class_instances WHERE class_instances.id = bookings.class_instance_id)
WHERE status = 'completed';
