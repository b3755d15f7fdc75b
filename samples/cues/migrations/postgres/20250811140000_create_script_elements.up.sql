CREATE TYPE "elementType" AS ENUM ('group', 'cue', 'note');

-- A group holds cues, notes and further groups.
CREATE TABLE "scriptElementsTable" (
    element_id         uuid PRIMARY KEY,
    script_id          uuid NOT NULL REFERENCES "scriptsTable" (script_id) ON DELETE CASCADE,
    parent_element_id  uuid,
    department_id      bigint REFERENCES "departmentsTable" (department_id),
    "elementType"      "elementType" NOT NULL,
    sequence           integer NOT NULL,
    "cueID"            text,
    description        text NOT NULL,
    "offsetMs"         bigint NOT NULL DEFAULT 0 CHECK ("offsetMs" >= 0),
    "customData"       json,
    CONSTRAINT "scriptElementsTable_parent_element_id_fkey" FOREIGN KEY (parent_element_id)
        REFERENCES "scriptElementsTable" (element_id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT "scriptElementsTable_position_key" UNIQUE (script_id, sequence),
    CHECK ("elementType" <> 'cue' OR department_id IS NOT NULL)
);

CREATE INDEX "scriptElementsTable_parent_index" ON "scriptElementsTable" (parent_element_id);
