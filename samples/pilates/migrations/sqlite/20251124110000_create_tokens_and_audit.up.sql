CREATE TABLE refresh_tokens (
    id              UUID NOT NULL PRIMARY KEY DEFAULT (lower(
        hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-'
        || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id         INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash      BLOB NOT NULL CONSTRAINT refresh_tokens_hash_unique UNIQUE, -- never the token itself
    replaced_by_id  UUID REFERENCES refresh_tokens (id) ON DELETE SET NULL,
    user_agent      TEXT,
    ip_address      TEXT,
    issued_at       TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    expires_at      TIMESTAMPTZ NOT NULL,
    revoked_at      TIMESTAMPTZ,
    CONSTRAINT refresh_tokens_id_form CHECK (length(id) = 36),
    CONSTRAINT refresh_tokens_hash_is_sha256 CHECK (typeof(token_hash) = 'blob' AND length(token_hash) = 32),
    CONSTRAINT refresh_tokens_expires_after_issued CHECK (expires_at > issued_at),
    CONSTRAINT refresh_tokens_revoked_after_issued CHECK (revoked_at >= issued_at),
    CONSTRAINT refresh_tokens_not_replaced_by_itself CHECK (replaced_by_id <> id)
);

CREATE INDEX refresh_tokens_user_index ON refresh_tokens (user_id, expires_at);
CREATE INDEX refresh_tokens_replaced_by_index ON refresh_tokens (replaced_by_id);

CREATE TABLE audit_logs (
    id           INTEGER PRIMARY KEY,
    event_id     UUID NOT NULL DEFAULT (lower(
        hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-'
        || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CONSTRAINT audit_logs_event_unique UNIQUE,
    actor_id     INTEGER REFERENCES users (id) ON DELETE SET NULL,
    action       TEXT NOT NULL,
    entity       TEXT NOT NULL,
    entity_key   TEXT, -- the natural key of what was touched, readable after the row is gone
    details      TEXT NOT NULL DEFAULT '{}',
    ip_address   TEXT,
    occurred_at  TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    CONSTRAINT audit_logs_event_id_form CHECK (length(event_id) = 36),
    CONSTRAINT audit_logs_action_form CHECK (action LIKE '%_._%'),
    CONSTRAINT audit_logs_details_object CHECK (json_valid(details) AND json_type(details) = 'object')
);

CREATE INDEX audit_logs_actor_index ON audit_logs (actor_id, occurred_at);
CREATE INDEX audit_logs_entity_index ON audit_logs (entity, entity_key);
