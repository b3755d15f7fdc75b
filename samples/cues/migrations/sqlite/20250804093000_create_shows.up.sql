CREATE TABLE "venuesTable" (
    venue_id     INTEGER PRIMARY KEY,
    "venueName"  TEXT NOT NULL CONSTRAINT "venuesTable_venueName_key" UNIQUE,
    city         TEXT NOT NULL,
    capacity     INTEGER NOT NULL CHECK (capacity > 0),
    equipment    TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE "departmentsTable" (
    department_id    INTEGER PRIMARY KEY,
    "departmentName" TEXT NOT NULL CONSTRAINT "departmentsTable_departmentName_key" UNIQUE,
    abbreviation     VARCHAR(4) NOT NULL,
    color            CHAR(7) NOT NULL CHECK (color GLOB '#[0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F]')
);

CREATE TABLE "showsTable" (
    show_id            TEXT PRIMARY KEY,
    "showName"         TEXT NOT NULL,
    venue_id           INTEGER REFERENCES "venuesTable" (venue_id) ON DELETE SET NULL,
    owner_id           TEXT NOT NULL REFERENCES "userTable" (user_id),
    "showDate"         DATE,
    "showStatus"       TEXT NOT NULL DEFAULT 'planned'
        CHECK ("showStatus" IN ('planned', 'in_rehearsal', 'running', 'closed')),
    current_script_id  TEXT,
    CONSTRAINT "showsTable_showName_owner_id_key" UNIQUE ("showName", owner_id),
    CONSTRAINT "showsTable_current_script_id_fkey"
        FOREIGN KEY (current_script_id) REFERENCES "scriptsTable" (script_id) ON DELETE SET NULL
);

-- A show has scripts, and one of them is the one in use: the two tables refer to each other.
CREATE TABLE "scriptsTable" (
    script_id       TEXT PRIMARY KEY,
    show_id         TEXT NOT NULL REFERENCES "showsTable" (show_id) ON DELETE CASCADE,
    "scriptName"    TEXT NOT NULL,
    "scriptStatus"  TEXT NOT NULL DEFAULT 'draft'
        CHECK ("scriptStatus" IN ('draft', 'copy', 'working', 'final', 'backup')),
    "startTime"     TIMESTAMP,
    CONSTRAINT "scriptsTable_show_id_scriptName_key" UNIQUE (show_id, "scriptName")
);
