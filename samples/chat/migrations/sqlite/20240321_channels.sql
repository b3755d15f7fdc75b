-- migrate:up
CREATE TABLE channels (
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL CONSTRAINT channels_name_unique UNIQUE,
    kind         TEXT NOT NULL DEFAULT 'public' CHECK (kind IN ('public', 'private', 'direct')),
    topic        TEXT,
    created_by   INTEGER NOT NULL REFERENCES users (id),
    created_at   TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    archived_at  TIMESTAMPTZ,
    CONSTRAINT channels_archived_after_created CHECK (archived_at >= created_at)
);

CREATE TABLE channel_members (
    channel_id  INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role        TEXT NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'admin', 'member')),
    joined_at   TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    PRIMARY KEY (channel_id, user_id)
) WITHOUT ROWID;

CREATE INDEX channel_members_user_index ON channel_members (user_id);

-- migrate:down
DROP TABLE channel_members;
DROP TABLE channels;
