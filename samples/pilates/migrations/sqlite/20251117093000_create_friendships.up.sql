CREATE TABLE friendships (
    id             INTEGER PRIMARY KEY,
    requester_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    addressee_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    status         TEXT NOT NULL DEFAULT 'pending',
    blocked_by_id  INTEGER REFERENCES users (id) ON DELETE CASCADE,
    requested_at   TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    responded_at   TIMESTAMPTZ,
    CONSTRAINT friendships_request_unique UNIQUE (requester_id, addressee_id),
    CONSTRAINT friendships_status_known CHECK (status IN ('pending', 'accepted', 'blocked')),
    CONSTRAINT friendships_not_with_self CHECK (requester_id <> addressee_id),
    CONSTRAINT friendships_response_dated CHECK ((status = 'pending') = (responded_at IS NULL)),
    CONSTRAINT friendships_response_after_request CHECK (responded_at >= requested_at),
    CONSTRAINT friendships_block_has_author CHECK ((status = 'blocked') = (blocked_by_id IS NOT NULL)),
    CONSTRAINT friendships_blocked_by_one_of_two CHECK (blocked_by_id IN (requester_id, addressee_id))
);

-- A request in the other direction is the same friendship.
CREATE UNIQUE INDEX friendships_pair_unique
    ON friendships (min(requester_id, addressee_id), max(requester_id, addressee_id));
CREATE INDEX friendships_addressee_index ON friendships (addressee_id, status);
CREATE INDEX friendships_blocked_by_index ON friendships (blocked_by_id) WHERE blocked_by_id IS NOT NULL;

CREATE TABLE class_invitations (
    id                 INTEGER PRIMARY KEY,
    class_instance_id  INTEGER NOT NULL REFERENCES class_instances (id) ON DELETE CASCADE,
    inviter_id         INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    invitee_id         INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    status             TEXT NOT NULL DEFAULT 'pending',
    message            TEXT,
    sent_at            TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    responded_at       TIMESTAMPTZ,
    CONSTRAINT class_invitations_once UNIQUE (class_instance_id, inviter_id, invitee_id),
    CONSTRAINT class_invitations_not_to_self CHECK (inviter_id <> invitee_id),
    CONSTRAINT class_invitations_status_known CHECK (status IN ('pending', 'accepted', 'declined', 'expired')),
    CONSTRAINT class_invitations_response_dated CHECK (
        (status IN ('accepted', 'declined')) = (responded_at IS NOT NULL)),
    CONSTRAINT class_invitations_response_after_sending CHECK (responded_at >= sent_at)
);

CREATE INDEX class_invitations_inviter_index ON class_invitations (inviter_id);
CREATE INDEX class_invitations_invitee_index ON class_invitations (invitee_id, status);
