-- A group holds cues, notes and further groups.
CREATE TABLE "scriptElementsTable" (
    element_id         TEXT PRIMARY KEY,
    script_id          TEXT NOT NULL REFERENCES "scriptsTable" (script_id) ON DELETE CASCADE,
    parent_element_id  TEXT,
    department_id      INTEGER REFERENCES "departmentsTable" (department_id),
    "elementType"      TEXT NOT NULL CHECK ("elementType" IN ('group', 'cue', 'note')),
    sequence           INTEGER NOT NULL,
    "cueID"            TEXT,
    description        TEXT NOT NULL,
    "offsetMs"         INTEGER NOT NULL DEFAULT 0 CHECK ("offsetMs" >= 0),
    "customData"       JSON CHECK ("customData" IS NULL OR json_valid("customData")),
    CONSTRAINT "scriptElementsTable_parent_element_id_fkey" FOREIGN KEY (parent_element_id)
        REFERENCES "scriptElementsTable" (element_id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT "scriptElementsTable_position_key" UNIQUE (script_id, sequence),
    CHECK ("elementType" <> 'cue' OR department_id IS NOT NULL)
);

CREATE INDEX "scriptElementsTable_parent_index" ON "scriptElementsTable" (parent_element_id);
