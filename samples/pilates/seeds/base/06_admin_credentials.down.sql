-- What a volatile seed wrote is not kept, so it says itself how to take it back.
DELETE FROM user_credentials WHERE user_id = (SELECT id FROM users WHERE email = 'admin@example.com');
