-- version: 1.0.0
-- description: Who befriended, asked or blocked whom, and who asked a friend along to a class
-- depends: development/10_referred_students, development/25_class_instances
-- requires: 20251117093000
-- tables: friendships, class_invitations

-- Two clusters (Alice, Ben, Carla and Elena; Daniel, Ivy and Jonas), two open requests and one block.
INSERT INTO friendships (requester_id, addressee_id, blocked_by_id, status, requested_at, responded_at)
VALUES
    (
        (SELECT id FROM users WHERE email = 'alice.moreau@example.com'),
        (SELECT id FROM users WHERE email = 'ben.okafor@example.com'),
        NULL,
        'accepted', '2025-10-02T18:00:00Z', '2025-10-02T18:30:00Z'
    ),
    (
        (SELECT id FROM users WHERE email = 'ben.okafor@example.com'),
        (SELECT id FROM users WHERE email = 'carla.ruiz@example.com'),
        NULL,
        'accepted', '2025-10-05T09:00:00Z', '2025-10-06T07:45:00Z'
    ),
    (
        (SELECT id FROM users WHERE email = 'carla.ruiz@example.com'),
        (SELECT id FROM users WHERE email = 'alice.moreau@example.com'),
        NULL,
        'accepted', '2025-10-08T12:00:00Z', '2025-10-08T12:01:00Z'
    ),
    (
        (SELECT id FROM users WHERE email = 'elena.petrova@example.com'),
        (SELECT id FROM users WHERE email = 'alice.moreau@example.com'),
        NULL,
        'accepted', '2025-11-01T10:00:00Z', '2025-11-03T20:00:00Z'
    ),
    (
        (SELECT id FROM users WHERE email = 'elena.petrova@example.com'),
        (SELECT id FROM users WHERE email = 'grace.oconnor@example.com'),
        NULL,
        'accepted', '2025-11-10T10:00:00Z', '2025-11-10T17:30:00Z'
    ),
    (
        (SELECT id FROM users WHERE email = 'daniel.lindqvist@example.com'),
        (SELECT id FROM users WHERE email = 'ivy.chen@example.com'),
        NULL,
        'accepted', '2025-12-01T08:00:00Z', '2025-12-01T21:00:00Z'
    ),
    (
        (SELECT id FROM users WHERE email = 'ivy.chen@example.com'),
        (SELECT id FROM users WHERE email = 'jonas.weber@example.com'),
        NULL,
        'accepted', '2025-12-30T10:00:00Z', '2025-12-30T10:05:00Z'
    ),
    (
        (SELECT id FROM users WHERE email = 'hugo.silva@example.com'),
        (SELECT id FROM users WHERE email = 'alice.moreau@example.com'),
        NULL,
        'pending', '2026-01-06T22:10:00Z', NULL
    ),
    (
        (SELECT id FROM users WHERE email = 'farid.haddad@example.com'),
        (SELECT id FROM users WHERE email = 'grace.oconnor@example.com'),
        NULL,
        'pending', '2026-01-09T19:30:00Z', NULL
    ),
    (
        (SELECT id FROM users WHERE email = 'jonas.weber@example.com'),
        (SELECT id FROM users WHERE email = 'elena.petrova@example.com'),
        (SELECT id FROM users WHERE email = 'elena.petrova@example.com'),
        'blocked', '2026-01-10T11:00:00Z', '2026-01-10T11:02:00Z'
    )
ON CONFLICT DO NOTHING;

-- Only friends invite each other.
INSERT INTO class_invitations (class_instance_id, inviter_id, invitee_id, status, message, sent_at, responded_at)
VALUES
    (
        (SELECT id FROM class_instances WHERE code = 'wed-evening-reformer-2026-01-14'),
        (SELECT id FROM users WHERE email = 'alice.moreau@example.com'),
        (SELECT id FROM users WHERE email = 'ben.okafor@example.com'),
        'accepted',
        'Wednesday again? Loser buys the smoothies; "loser" is whoever skips the hundred.',
        '2026-01-09T20:00:00Z', '2026-01-10T08:00:00Z'
    ),
    (
        (SELECT id FROM class_instances WHERE code = 'wed-evening-reformer-2026-01-14'),
        (SELECT id FROM users WHERE email = 'alice.moreau@example.com'),
        (SELECT id FROM users WHERE email = 'carla.ruiz@example.com'),
        'accepted',
        NULL,
        '2026-01-08T20:00:30Z', '2026-01-08T21:00:00Z'
    ),
    (
        (SELECT id FROM class_instances WHERE code = 'mon-early-reformer-2026-01-12'),
        (SELECT id FROM users WHERE email = 'elena.petrova@example.com'),
        (SELECT id FROM users WHERE email = 'grace.oconnor@example.com'),
        'accepted',
        'It''s early; I''ll bring coffee',
        '2026-01-09T12:00:00Z', '2026-01-09T12:20:00Z'
    ),
    (
        (SELECT id FROM class_instances WHERE code = 'fri-tower-2026-01-16'),
        (SELECT id FROM users WHERE email = 'daniel.lindqvist@example.com'),
        (SELECT id FROM users WHERE email = 'ivy.chen@example.com'),
        'accepted',
        '',
        '2026-01-11T09:00:00Z', '2026-01-11T09:02:00Z'
    ),
    (
        (SELECT id FROM class_instances WHERE code = 'sat-weekend-reformer-2026-01-17'),
        (SELECT id FROM users WHERE email = 'carla.ruiz@example.com'),
        (SELECT id FROM users WHERE email = 'ben.okafor@example.com'),
        'pending',
        'There is a place after all',
        '2026-01-12T06:05:00Z', NULL
    ),
    (
        (SELECT id FROM class_instances WHERE code = 'fri-tower-2026-01-16'),
        (SELECT id FROM users WHERE email = 'ivy.chen@example.com'),
        (SELECT id FROM users WHERE email = 'jonas.weber@example.com'),
        'declined',
        'Tower for two?',
        '2026-01-11T15:00:00Z', '2026-01-11T20:00:00Z'
    ),
    (
        (SELECT id FROM class_instances WHERE code = 'fri-tower-2026-01-09'),
        (SELECT id FROM users WHERE email = 'ivy.chen@example.com'),
        (SELECT id FROM users WHERE email = 'jonas.weber@example.com'),
        'expired',
        NULL,
        '2026-01-08T15:00:00Z', NULL
    )
ON CONFLICT (class_instance_id, inviter_id, invitee_id) DO NOTHING;
