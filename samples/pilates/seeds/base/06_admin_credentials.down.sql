-- What a volatile seed wrote is not kept, so it brings its own way back.
DELETE FROM user_credentials WHERE user_id IN (SELECT id FROM users WHERE email = 'admin@example.com');
