DROP VIEW shipments_by_lane;
ALTER TABLE us_states DROP COLUMN region;
