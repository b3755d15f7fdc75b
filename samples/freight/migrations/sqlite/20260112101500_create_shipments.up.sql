CREATE TABLE customers (
    id               INTEGER PRIMARY KEY,
    organization_id  INTEGER NOT NULL REFERENCES organizations (id),
    code             TEXT NOT NULL,
    name             TEXT NOT NULL,
    state_id         INTEGER NOT NULL REFERENCES us_states (id),
    CONSTRAINT customers_code_unique UNIQUE (organization_id, code),
    CONSTRAINT customers_id_and_organization_unique UNIQUE (id, organization_id)
);

CREATE INDEX customers_state_index ON customers (state_id);

CREATE TABLE shipments (
    id                    INTEGER PRIMARY KEY,
    pro_number            TEXT NOT NULL CONSTRAINT shipments_pro_number_unique UNIQUE,
    organization_id       INTEGER NOT NULL REFERENCES organizations (id),
    customer_id           INTEGER NOT NULL,
    dispatcher_id         INTEGER REFERENCES users (id),
    status                TEXT NOT NULL DEFAULT 'new'
        CHECK (status IN ('new', 'assigned', 'in_transit', 'delivered', 'billed', 'canceled')),
    origin_state_id       INTEGER NOT NULL REFERENCES us_states (id),
    destination_state_id  INTEGER NOT NULL REFERENCES us_states (id),
    weight_pounds         INTEGER NOT NULL,
    freight_charge        DECIMAL(12, 2) NOT NULL,
    hazmat_classes        TEXT NOT NULL DEFAULT '[]' CHECK (json_type(hazmat_classes) = 'array'),
    pickup_at             TIMESTAMPTZ NOT NULL,
    delivered_at          TIMESTAMPTZ,
    CONSTRAINT shipments_customer_of_same_organization
        FOREIGN KEY (customer_id, organization_id) REFERENCES customers (id, organization_id),
    CONSTRAINT shipments_weight_legal CHECK (weight_pounds BETWEEN 1 AND 80000),
    CONSTRAINT shipments_charge_not_negative CHECK (freight_charge >= 0),
    CONSTRAINT shipments_delivered_after_pickup CHECK (delivered_at > pickup_at),
    CONSTRAINT shipments_dispatched CHECK (status IN ('new', 'canceled') OR dispatcher_id IS NOT NULL),
    CONSTRAINT shipments_delivered CHECK ((status IN ('delivered', 'billed')) = (delivered_at IS NOT NULL))
);

CREATE INDEX shipments_customer_index ON shipments (customer_id, organization_id);
CREATE INDEX shipments_dispatcher_index ON shipments (dispatcher_id);
CREATE INDEX shipments_open_index ON shipments (organization_id, pickup_at) WHERE delivered_at IS NULL;
