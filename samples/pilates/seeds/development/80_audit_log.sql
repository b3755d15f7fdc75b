-- version: 1.0.0
-- description: A week of audit entries, by people and by the system itself
-- depends: base/05_admin, development/00_instructors
-- requires: 20251124110000
-- tables: audit_logs

INSERT INTO audit_logs (event_id, actor_id, action, entity, entity_key, details, ip_address, occurred_at)
VALUES
    (
        '0a0d1700-0000-4000-8000-000000000101',
        (SELECT id FROM users WHERE email = 'admin@example.com'),
        'user_package.authorized', 'user_packages', 'SO-2026-0104',
        '{"from": "pending_approval", "to": "authorized"}',
        '192.0.2.10', '2026-01-03T08:10:00Z'
    ),
    (
        '0a0d1700-0000-4000-8000-000000000102',
        (SELECT id FROM users WHERE email = 'admin@example.com'),
        'user_package.rejected', 'user_packages', 'SO-2026-0109',
        '{"from": "pending_approval", "to": "rejected"}',
        '192.0.2.10', '2026-01-07T09:20:00Z'
    ),
    (
        '0a0d1700-0000-4000-8000-000000000103',
        (SELECT id FROM users WHERE email = 'admin@example.com'),
        'payment.refunded', 'payments', 'R-2026-0007',
        '{"amount": "155.00", "kind": "full"}',
        '192.0.2.10', '2026-01-07T09:25:00Z'
    ),
    (
        '0a0d1700-0000-4000-8000-000000000104',
        NULL,
        'login.failed', 'users', 'hugo.silva@example.com',
        '{"reason": "login disabled", "attempts": 3}',
        '203.0.113.9', '2026-01-07T22:48:00Z'
    ),
    (
        '0a0d1700-0000-4000-8000-000000000105',
        (SELECT id FROM users WHERE email = 'tomas.albrecht@example.com'),
        'class.cover_found', 'class_instances', 'fri-tower-2026-01-09',
        '{"covered_by": "ines.duarte@example.com"}',
        NULL, '2026-01-08T17:05:00Z'
    ),
    (
        '0a0d1700-0000-4000-8000-000000000106',
        (SELECT id FROM users WHERE email = 'admin@example.com'),
        'class.cancelled', 'class_instances', 'thu-prenatal-2026-01-15',
        '{"reason": "Instructor is ill", "bookings": ["carla.ruiz@example.com"]}',
        '192.0.2.10', '2026-01-11T18:00:00Z'
    ),
    (
        '0a0d1700-0000-4000-8000-000000000107',
        NULL,
        'waitlist.offered', 'waitlist_entries', 'sat-weekend-reformer-2026-01-17',
        '{"to": "ben.okafor@example.com", "minutes": 120}',
        NULL, '2026-01-12T06:00:00Z'
    )
ON CONFLICT (event_id) DO NOTHING;
