DROP TABLE user_roles;
DROP TABLE role_permissions;
DROP TABLE permissions;
DROP TABLE roles;
DROP TABLE user_credentials;
DROP TABLE users;
DROP TYPE user_status;
