DROP TABLE waitlist_entries;
DROP TABLE bookings;
DROP TYPE booking_status;
