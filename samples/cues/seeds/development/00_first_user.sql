-- version: 1.0.0
-- description: The first user, who was created by herself
-- requires: 20250804090000
-- tables: userTable
INSERT INTO "userTable" (user_id, email, "firstName", "lastName", phone, "userRole", settings, created_by, created_at)
VALUES ('5f0c2a9e-7d3b-4c61-9a55-0e8b1f6d2a01', 'mina.okafor@example.com', 'Mina', 'Okafor', '+1-202-555-0110', 'admin',
    '{"theme": "dark", "autoSave": 30}', '5f0c2a9e-7d3b-4c61-9a55-0e8b1f6d2a01', '2025-08-04T09:00:00Z')
ON CONFLICT (user_id) DO NOTHING;
