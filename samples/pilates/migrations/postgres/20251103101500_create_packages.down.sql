DROP TABLE payment_approvals;
DROP TABLE user_packages;
DROP TABLE packages;
DROP TYPE package_payment_status;
DROP TYPE approval_status;
