CREATE TABLE "crewRelationshipsTable" (
    manager_user_id  TEXT NOT NULL REFERENCES "userTable" (user_id) ON DELETE CASCADE,
    crew_user_id     TEXT NOT NULL REFERENCES "userTable" (user_id) ON DELETE CASCADE,
    note             TEXT,
    since            DATE NOT NULL,
    PRIMARY KEY (manager_user_id, crew_user_id),
    CHECK (manager_user_id <> crew_user_id)
);

CREATE TABLE "crewAssignmentsTable" (
    assignment_id  INTEGER PRIMARY KEY,
    show_id        TEXT NOT NULL REFERENCES "showsTable" (show_id) ON DELETE CASCADE,
    user_id        TEXT NOT NULL REFERENCES "userTable" (user_id),
    department_id  INTEGER NOT NULL REFERENCES "departmentsTable" (department_id),
    "showRole"     TEXT NOT NULL,
    CONSTRAINT "crewAssignmentsTable_key" UNIQUE (show_id, user_id, department_id)
);

CREATE TABLE script_shares (
    share_id    TEXT PRIMARY KEY,
    script_id   TEXT NOT NULL REFERENCES "scriptsTable" (script_id) ON DELETE CASCADE,
    shared_by   TEXT NOT NULL REFERENCES "userTable" (user_id),
    shared_with TEXT NOT NULL REFERENCES "userTable" (user_id),
    permission  TEXT NOT NULL DEFAULT 'view' CHECK (permission IN ('view', 'edit')),
    expires_at  TIMESTAMP,
    CONSTRAINT script_shares_key UNIQUE (script_id, shared_with)
);
