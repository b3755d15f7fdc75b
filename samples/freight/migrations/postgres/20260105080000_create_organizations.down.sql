DROP TABLE organization_settings;
DROP TABLE organizations;
DROP TABLE us_states;
DROP TYPE billing_cycle;
