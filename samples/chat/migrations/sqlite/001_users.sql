-- migrate:up
CREATE TABLE users (
    id            INTEGER PRIMARY KEY,
    auth0_id      TEXT NOT NULL CONSTRAINT users_auth0_id_unique UNIQUE, -- connection|id
    username      TEXT NOT NULL CONSTRAINT users_username_unique UNIQUE,
    email         TEXT NOT NULL CONSTRAINT users_email_unique UNIQUE,
    display_name  TEXT NOT NULL,
    avatar_url    TEXT,
    is_bot        BOOLEAN NOT NULL DEFAULT FALSE,
    created_at    TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    CONSTRAINT users_auth0_id_form CHECK (auth0_id LIKE '_%|_%'),
    CONSTRAINT users_username_lower CHECK (username = lower(username))
);

CREATE TABLE user_settings (
    user_id            INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    theme              TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('light', 'dark', 'system')),
    time_zone          TEXT NOT NULL DEFAULT 'UTC',
    notify_on_mention  BOOLEAN NOT NULL DEFAULT TRUE,
    muted_words        JSON NOT NULL DEFAULT '[]',
    preferences        JSON NOT NULL DEFAULT '{}'
);

CREATE TABLE user_status (
    user_id     INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    presence    TEXT NOT NULL DEFAULT 'offline' CHECK (presence IN ('online', 'away', 'busy', 'offline')),
    emoji       TEXT,
    message     TEXT,
    expires_at  TIMESTAMPTZ,
    changed_at  TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);

-- migrate:down
DROP TABLE user_status;
DROP TABLE user_settings;
DROP TABLE users;
