DROP TABLE refunds;
DROP FUNCTION refunds_stay_within_payment();
DROP TABLE payments;
DROP TYPE payment_status;
DROP TYPE payment_method;
