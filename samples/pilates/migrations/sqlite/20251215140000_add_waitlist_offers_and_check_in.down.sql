ALTER TABLE bookings DROP COLUMN checked_in_at;

CREATE TABLE waitlist_entries_old (
    id                 INTEGER PRIMARY KEY,
    class_instance_id  INTEGER NOT NULL REFERENCES class_instances (id) ON DELETE CASCADE,
    user_id            INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position           INTEGER NOT NULL,
    status             TEXT NOT NULL DEFAULT 'waiting',
    joined_at          TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    CONSTRAINT waitlist_entries_one_per_user_and_class UNIQUE (class_instance_id, user_id),
    CONSTRAINT waitlist_entries_position_positive CHECK (position >= 1),
    CONSTRAINT waitlist_entries_status_known CHECK (status IN ('waiting', 'promoted', 'expired', 'cancelled'))
);

-- Offers cannot be told apart any more, and their old positions may be taken: they lapse.
INSERT INTO waitlist_entries_old (id, class_instance_id, user_id, position, status, joined_at)
SELECT
    id, class_instance_id, user_id, position, CASE status WHEN 'offered' THEN 'expired' ELSE status END, joined_at
FROM waitlist_entries;

DROP TABLE waitlist_entries;
ALTER TABLE waitlist_entries_old RENAME TO waitlist_entries;

CREATE UNIQUE INDEX waitlist_entries_position_unique
    ON waitlist_entries (class_instance_id, position) WHERE status = 'waiting';
CREATE INDEX waitlist_entries_user_index ON waitlist_entries (user_id);
