DROP TABLE shipments;
DROP TABLE customers;
DROP TYPE shipment_status;
