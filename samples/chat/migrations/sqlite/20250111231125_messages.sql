-- migrate:up
CREATE TABLE messages (
    id          INTEGER PRIMARY KEY,
    -- Made by the client, so that a message sent twice is stored once.
    client_id   UUID NOT NULL CONSTRAINT messages_client_id_unique UNIQUE,
    channel_id  INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    sender_id   INTEGER NOT NULL REFERENCES users (id),
    thread_id   INTEGER,
    body        TEXT NOT NULL,
    sent_at     TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    edited_at   TIMESTAMPTZ,
    deleted_at  TIMESTAMPTZ,
    CONSTRAINT messages_id_and_channel_unique UNIQUE (id, channel_id),
    CONSTRAINT messages_thread_in_same_channel
        FOREIGN KEY (thread_id, channel_id) REFERENCES messages (id, channel_id) ON DELETE CASCADE,
    CONSTRAINT messages_not_empty CHECK (body <> '' OR deleted_at IS NOT NULL),
    CONSTRAINT messages_no_thread_of_its_own CHECK (thread_id <> id)
);

CREATE INDEX messages_channel_index ON messages (channel_id, sent_at);
CREATE INDEX messages_thread_index ON messages (thread_id, channel_id) WHERE thread_id IS NOT NULL;

CREATE TABLE reactions (
    message_id  INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    emoji       TEXT NOT NULL,
    reacted_at  TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    PRIMARY KEY (message_id, user_id, emoji)
) WITHOUT ROWID;

-- SQLite adds a column with a foreign key, but older ones cannot drop it again: the table is made anew each way.
CREATE TABLE channel_members_new (
    channel_id    INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    user_id       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role          TEXT NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'admin', 'member')),
    joined_at     TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    last_read_id  INTEGER REFERENCES messages (id) ON DELETE SET NULL,
    PRIMARY KEY (channel_id, user_id)
) WITHOUT ROWID;
INSERT INTO channel_members_new (channel_id, user_id, role, joined_at)
SELECT channel_id, user_id, role, joined_at FROM channel_members;
DROP TABLE channel_members;
ALTER TABLE channel_members_new RENAME TO channel_members;
CREATE INDEX channel_members_user_index ON channel_members (user_id);

-- migrate:down
CREATE TABLE channel_members_old (
    channel_id  INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role        TEXT NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'admin', 'member')),
    joined_at   TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    PRIMARY KEY (channel_id, user_id)
) WITHOUT ROWID;
INSERT INTO channel_members_old (channel_id, user_id, role, joined_at)
SELECT channel_id, user_id, role, joined_at FROM channel_members;
DROP TABLE channel_members;
ALTER TABLE channel_members_old RENAME TO channel_members;
CREATE INDEX channel_members_user_index ON channel_members (user_id);
DROP TABLE reactions;
DROP TABLE messages;
