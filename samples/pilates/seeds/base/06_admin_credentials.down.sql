-- What a volatile seed wrote is not kept, so that it has to say itself how it is taken back.
DELETE FROM user_credentials WHERE user_id IN (SELECT id FROM users WHERE email = 'admin@example.com');
