DROP TABLE studio_settings;
DROP TABLE users;
