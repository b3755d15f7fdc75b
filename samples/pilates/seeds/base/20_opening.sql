-- version: 1.0.0
-- description: The first line of the audit log
-- depends: base/05_admin
-- requires: 20251124110000
-- tables: audit_logs

-- Plain enough for both databases; the NOT EXISTS makes a second run by hand harmless.
INSERT INTO audit_logs (event_id, actor_id, action, entity, entity_key, details, occurred_at)
SELECT
    '0a0d1700-0000-4000-8000-000000000001',
    users.id,
    'studio.opened',
    'studio_settings',
    'studio',
    '{"note": "Doors open; it''s official."}',
    '2025-09-01T08:00:00Z'
FROM users
WHERE users.email = 'admin@example.com'
    AND NOT EXISTS (SELECT 1 FROM audit_logs WHERE event_id = '0a0d1700-0000-4000-8000-000000000001');
