DROP TABLE payment_approvals;
DROP TABLE user_packages;
DROP TABLE packages;
