DROP TABLE studio_settings;
DROP TABLE user_credentials;
DROP TABLE users;
DROP TYPE user_role;
