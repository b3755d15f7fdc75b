CREATE TYPE "sharePermission" AS ENUM ('view', 'edit');

CREATE TABLE "crewRelationshipsTable" (
    manager_user_id  uuid NOT NULL REFERENCES "userTable" (user_id) ON DELETE CASCADE,
    crew_user_id     uuid NOT NULL REFERENCES "userTable" (user_id) ON DELETE CASCADE,
    note             text,
    since            date NOT NULL,
    PRIMARY KEY (manager_user_id, crew_user_id),
    CHECK (manager_user_id <> crew_user_id)
);

CREATE TABLE "crewAssignmentsTable" (
    assignment_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    show_id        uuid NOT NULL REFERENCES "showsTable" (show_id) ON DELETE CASCADE,
    user_id        uuid NOT NULL REFERENCES "userTable" (user_id),
    department_id  bigint NOT NULL REFERENCES "departmentsTable" (department_id),
    "showRole"     text NOT NULL,
    CONSTRAINT "crewAssignmentsTable_key" UNIQUE (show_id, user_id, department_id)
);

CREATE TABLE script_shares (
    share_id    uuid PRIMARY KEY,
    script_id   uuid NOT NULL REFERENCES "scriptsTable" (script_id) ON DELETE CASCADE,
    shared_by   uuid NOT NULL REFERENCES "userTable" (user_id),
    shared_with uuid NOT NULL REFERENCES "userTable" (user_id),
    permission  "sharePermission" NOT NULL DEFAULT 'view',
    expires_at  timestamptz,
    CONSTRAINT script_shares_key UNIQUE (script_id, shared_with)
);
