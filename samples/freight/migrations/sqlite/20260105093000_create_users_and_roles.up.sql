CREATE TABLE users (
    id               INTEGER PRIMARY KEY,
    organization_id  INTEGER NOT NULL REFERENCES organizations (id),
    username         TEXT NOT NULL CONSTRAINT users_username_unique UNIQUE,
    email            TEXT NOT NULL CONSTRAINT users_email_unique UNIQUE,
    name             TEXT NOT NULL,
    status           TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'on_leave', 'inactive')),
    time_zone        TEXT NOT NULL,
    created_at       TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    CONSTRAINT users_email_lower CHECK (email = lower(email))
);

CREATE INDEX users_organization_index ON users (organization_id);

-- Who has no row here cannot log in.
CREATE TABLE user_credentials (
    user_id        INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    password_hash  TEXT NOT NULL
);

CREATE TABLE roles (
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL CONSTRAINT roles_name_unique UNIQUE,
    description  TEXT
);

CREATE TABLE permissions (
    id        INTEGER PRIMARY KEY,
    resource  TEXT NOT NULL,
    action    TEXT NOT NULL,
    CONSTRAINT permissions_resource_and_action_unique UNIQUE (resource, action)
);

CREATE TABLE role_permissions (
    role_id        INTEGER NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    permission_id  INTEGER NOT NULL REFERENCES permissions (id) ON DELETE CASCADE,
    PRIMARY KEY (role_id, permission_id)
);

CREATE INDEX role_permissions_permission_index ON role_permissions (permission_id);

CREATE TABLE user_roles (
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role_id      INTEGER NOT NULL REFERENCES roles (id),
    assigned_at  TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    PRIMARY KEY (user_id, role_id)
);

CREATE INDEX user_roles_role_index ON user_roles (role_id);
