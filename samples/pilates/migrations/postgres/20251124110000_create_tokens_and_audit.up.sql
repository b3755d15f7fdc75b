CREATE TABLE refresh_tokens (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id         bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash      bytea NOT NULL CONSTRAINT refresh_tokens_hash_unique UNIQUE,
    replaced_by_id  uuid REFERENCES refresh_tokens (id) ON DELETE SET NULL,
    user_agent      text,
    ip_address      inet,
    issued_at       timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL,
    revoked_at      timestamptz,
    CONSTRAINT refresh_tokens_hash_is_sha256 CHECK (octet_length(token_hash) = 32),
    CONSTRAINT refresh_tokens_expires_after_issued CHECK (expires_at > issued_at),
    CONSTRAINT refresh_tokens_revoked_after_issued CHECK (revoked_at >= issued_at),
    CONSTRAINT refresh_tokens_not_replaced_by_itself CHECK (replaced_by_id <> id)
);

CREATE INDEX refresh_tokens_user_index ON refresh_tokens (user_id, expires_at);
CREATE INDEX refresh_tokens_replaced_by_index ON refresh_tokens (replaced_by_id);

COMMENT ON TABLE refresh_tokens IS 'Sessions that may be prolonged';
COMMENT ON COLUMN refresh_tokens.token_hash IS 'SHA-256 of the token; the token itself is never stored';

CREATE TABLE audit_logs (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id     uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT audit_logs_event_unique UNIQUE,
    actor_id     bigint REFERENCES users (id) ON DELETE SET NULL,
    action       text NOT NULL,
    entity       text NOT NULL,
    entity_key   text,
    details      jsonb NOT NULL DEFAULT '{}',
    ip_address   inet,
    occurred_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT audit_logs_action_form CHECK (action LIKE '%_._%'),
    CONSTRAINT audit_logs_details_object CHECK (jsonb_typeof(details) = 'object')
);

CREATE INDEX audit_logs_actor_index ON audit_logs (actor_id, occurred_at);
CREATE INDEX audit_logs_entity_index ON audit_logs (entity, entity_key);
CREATE INDEX audit_logs_details_index ON audit_logs USING gin (details jsonb_path_ops);

COMMENT ON TABLE audit_logs IS 'Who did what and when; rows are added and never changed';
COMMENT ON COLUMN audit_logs.entity_key IS 'The natural key of what was touched, readable after the row is gone';
