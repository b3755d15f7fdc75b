CREATE TABLE bookings (
    id                   INTEGER PRIMARY KEY,
    class_instance_id    INTEGER NOT NULL REFERENCES class_instances (id) ON DELETE RESTRICT,
    user_id              INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    user_package_id      INTEGER, -- NULL when the place is complimentary
    status               TEXT NOT NULL DEFAULT 'confirmed',
    booked_at            TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    cancelled_at         TIMESTAMPTZ,
    cancellation_reason  TEXT,
    CONSTRAINT bookings_one_per_user_and_class UNIQUE (class_instance_id, user_id),
    CONSTRAINT bookings_package_of_same_user
        FOREIGN KEY (user_package_id, user_id) REFERENCES user_packages (id, user_id),
    CONSTRAINT bookings_status_known CHECK (status IN ('confirmed', 'cancelled', 'completed', 'no_show')),
    CONSTRAINT bookings_cancellation_dated CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)),
    CONSTRAINT bookings_cancelled_after_booked CHECK (cancelled_at >= booked_at)
);

CREATE INDEX bookings_user_index ON bookings (user_id, booked_at);
CREATE INDEX bookings_package_index ON bookings (user_package_id, user_id);

CREATE TABLE waitlist_entries (
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

CREATE UNIQUE INDEX waitlist_entries_position_unique
    ON waitlist_entries (class_instance_id, position) WHERE status = 'waiting';
CREATE INDEX waitlist_entries_user_index ON waitlist_entries (user_id);
