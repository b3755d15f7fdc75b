CREATE TABLE us_states (
    id            INTEGER PRIMARY KEY,
    abbreviation  TEXT NOT NULL CONSTRAINT us_states_abbreviation_unique UNIQUE,
    name          TEXT NOT NULL CONSTRAINT us_states_name_unique UNIQUE,
    CONSTRAINT us_states_abbreviation_form CHECK (abbreviation GLOB '[A-Z][A-Z]')
);

CREATE TABLE organizations (
    id            INTEGER PRIMARY KEY,
    scac_code     TEXT NOT NULL CONSTRAINT organizations_scac_code_unique UNIQUE,
    name          TEXT NOT NULL,
    dot_number    TEXT,
    address_line  TEXT NOT NULL,
    city          TEXT NOT NULL,
    state_id      INTEGER NOT NULL REFERENCES us_states (id),
    postal_code   TEXT NOT NULL,
    time_zone     TEXT NOT NULL DEFAULT 'America/New_York',
    is_default    BOOLEAN NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
    created_at    TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    CONSTRAINT organizations_scac_code_form CHECK (length(scac_code) BETWEEN 2 AND 4 AND scac_code NOT GLOB '*[^A-Z]*')
);

CREATE UNIQUE INDEX organizations_one_default ON organizations (is_default) WHERE is_default;
CREATE INDEX organizations_state_index ON organizations (state_id);

-- Every organization has exactly one row here.
CREATE TABLE organization_settings (
    organization_id       INTEGER PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
    billing_cycle         TEXT NOT NULL CHECK (billing_cycle IN ('daily', 'weekly', 'monthly')),
    shipment_prefix       TEXT NOT NULL,
    next_shipment_number  INTEGER NOT NULL DEFAULT 1,
    credit_limit          DECIMAL(12, 2) NOT NULL DEFAULT 0,
    dispatch              JSON NOT NULL DEFAULT '{}' CHECK (json_valid(dispatch)),
    CONSTRAINT organization_settings_number_positive CHECK (next_shipment_number > 0)
);
