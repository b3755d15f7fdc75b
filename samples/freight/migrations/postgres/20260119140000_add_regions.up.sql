ALTER TABLE us_states
    ADD COLUMN region text
    CONSTRAINT us_states_region_known CHECK (region IN ('northeast', 'midwest', 'south', 'west'));

CREATE VIEW shipments_by_lane AS
SELECT origin.region AS origin_region, destination.region AS destination_region, count(*) AS shipments,
       sum(shipments.freight_charge) AS freight_charge
FROM shipments
JOIN us_states AS origin ON origin.id = shipments.origin_state_id
JOIN us_states AS destination ON destination.id = shipments.destination_state_id
GROUP BY origin.region, destination.region;
