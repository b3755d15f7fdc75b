DROP TABLE studio_settings;
DROP TABLE users;
DROP TYPE user_role;
