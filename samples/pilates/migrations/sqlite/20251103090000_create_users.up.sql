CREATE TABLE users (
    id              INTEGER PRIMARY KEY,
    email           TEXT NOT NULL CONSTRAINT users_email_unique UNIQUE,
    first_name      TEXT NOT NULL,
    last_name       TEXT NOT NULL,
    full_name       TEXT GENERATED ALWAYS AS (first_name || ' ' || last_name) STORED,
    role            TEXT NOT NULL DEFAULT 'student',
    phone           TEXT,
    date_of_birth   DATE,
    bio             TEXT,
    preferences     TEXT NOT NULL DEFAULT '{}',
    is_active       BOOLEAN NOT NULL DEFAULT 1,
    referred_by_id  INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_at      TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    CONSTRAINT users_role_known CHECK (role IN ('admin', 'instructor', 'student')),
    CONSTRAINT users_email_lower_case CHECK (email = lower(email)),
    CONSTRAINT users_email_form CHECK (email LIKE '%_@_%'),
    CONSTRAINT users_first_name_given CHECK (length(first_name) BETWEEN 1 AND 80),
    CONSTRAINT users_last_name_given CHECK (length(last_name) BETWEEN 1 AND 80),
    CONSTRAINT users_preferences_object CHECK (json_valid(preferences) AND json_type(preferences) = 'object'),
    CONSTRAINT users_is_active_boolean CHECK (is_active IN (0, 1)),
    CONSTRAINT users_not_referred_by_self CHECK (referred_by_id <> id)
);

CREATE INDEX users_role_index ON users (role) WHERE is_active;
CREATE INDEX users_referred_by_index ON users (referred_by_id);

-- Who can log in: apart from users, so that copies of the data need not hold it.
CREATE TABLE user_credentials (
    user_id        INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    password_hash  TEXT, -- self-describing hash ($scheme$…); NULL means that login is disabled
    CONSTRAINT user_credentials_are_hashed CHECK (password_hash LIKE '$%$%' AND length(password_hash) >= 50)
);

CREATE TABLE studio_settings (
    key            TEXT NOT NULL PRIMARY KEY,
    value          TEXT NOT NULL,
    description    TEXT NOT NULL DEFAULT '',
    updated_by_id  INTEGER REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT studio_settings_key_form CHECK (key = lower(key) AND length(key) BETWEEN 1 AND 60),
    CONSTRAINT studio_settings_value_object CHECK (json_valid(value) AND json_type(value) = 'object')
) WITHOUT ROWID;
