CREATE TYPE "userRole" AS ENUM ('admin', 'stage_manager', 'crew');

-- Every user was created by a user, the first one by itself: the key is NOT NULL and cannot be deferred.
CREATE TABLE "userTable" (
    user_id      uuid PRIMARY KEY,
    email        text NOT NULL CONSTRAINT "userTable_email_key" UNIQUE,
    "firstName"  text NOT NULL,
    "lastName"   text NOT NULL,
    phone        text,
    "userRole"   "userRole" NOT NULL DEFAULT 'crew',
    settings     json NOT NULL DEFAULT '{}',
    created_by   uuid NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "userTable_created_by_fkey" FOREIGN KEY (created_by) REFERENCES "userTable" (user_id)
);
