-- Every user was created by a user, the first one by itself.
CREATE TABLE "userTable" (
    user_id      TEXT PRIMARY KEY,
    email        TEXT NOT NULL CONSTRAINT "userTable_email_key" UNIQUE,
    "firstName"  TEXT NOT NULL,
    "lastName"   TEXT NOT NULL,
    phone        TEXT,
    "userRole"   TEXT NOT NULL DEFAULT 'crew' CHECK ("userRole" IN ('admin', 'stage_manager', 'crew')),
    settings     JSON NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
    created_by   TEXT NOT NULL,
    created_at   TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "userTable_created_by_fkey" FOREIGN KEY (created_by) REFERENCES "userTable" (user_id)
);
