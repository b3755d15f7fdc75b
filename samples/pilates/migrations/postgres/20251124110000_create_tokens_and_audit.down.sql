DROP TABLE audit_logs;
DROP TABLE refresh_tokens;
