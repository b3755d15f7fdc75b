CREATE TABLE class_templates (
    id                INTEGER PRIMARY KEY,
    code              TEXT NOT NULL CONSTRAINT class_templates_code_unique UNIQUE,
    name              TEXT NOT NULL,
    description       TEXT,
    level             TEXT NOT NULL DEFAULT 'all_levels',
    weekday           SMALLINT, -- ISO: 1 is Monday, 7 Sunday; NULL is every day
    start_time        TIME NOT NULL,
    duration_minutes  INTEGER NOT NULL DEFAULT 50,
    capacity          INTEGER NOT NULL,
    equipment         TEXT NOT NULL DEFAULT '[]', -- JSON array of text
    instructor_id     INTEGER REFERENCES users (id) ON DELETE SET NULL,
    is_active         BOOLEAN NOT NULL DEFAULT 1,
    created_at        TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    CONSTRAINT class_templates_level_known CHECK (level IN ('beginner', 'intermediate', 'advanced', 'all_levels')),
    CONSTRAINT class_templates_weekday_range CHECK (weekday BETWEEN 1 AND 7),
    CONSTRAINT class_templates_duration_range CHECK (duration_minutes BETWEEN 15 AND 180),
    CONSTRAINT class_templates_capacity_range CHECK (capacity BETWEEN 1 AND 50),
    CONSTRAINT class_templates_equipment_array CHECK (json_valid(equipment) AND json_type(equipment) = 'array'),
    CONSTRAINT class_templates_is_active_boolean CHECK (is_active IN (0, 1))
);

CREATE INDEX class_templates_instructor_index ON class_templates (instructor_id);

CREATE TABLE class_instances (
    id                   INTEGER PRIMARY KEY,
    code                 TEXT NOT NULL CONSTRAINT class_instances_code_unique UNIQUE,
    class_template_id    INTEGER NOT NULL REFERENCES class_templates (id) ON DELETE RESTRICT,
    instructor_id        INTEGER NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
    starts_at            TIMESTAMPTZ NOT NULL,
    ends_at              TIMESTAMPTZ NOT NULL,
    capacity             INTEGER NOT NULL,
    status               TEXT NOT NULL DEFAULT 'scheduled',
    cancellation_reason  TEXT,
    CONSTRAINT class_instances_slot_unique UNIQUE (class_template_id, starts_at),
    CONSTRAINT class_instances_time_order CHECK (ends_at > starts_at),
    CONSTRAINT class_instances_capacity_range CHECK (capacity BETWEEN 1 AND 50),
    CONSTRAINT class_instances_status_known CHECK (status IN ('scheduled', 'completed', 'cancelled')),
    CONSTRAINT class_instances_cancellation_explained CHECK (
        (status = 'cancelled') = (cancellation_reason IS NOT NULL))
);

CREATE INDEX class_instances_starts_at_index ON class_instances (starts_at);
CREATE INDEX class_instances_instructor_index ON class_instances (instructor_id, starts_at);
