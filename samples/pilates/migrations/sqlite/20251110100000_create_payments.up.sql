CREATE TABLE payments (
    id               UUID NOT NULL PRIMARY KEY DEFAULT (lower(
        hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-'
        || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    receipt_number   TEXT NOT NULL CONSTRAINT payments_receipt_number_unique UNIQUE,
    user_id          INTEGER NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
    user_package_id  INTEGER REFERENCES user_packages (id) ON DELETE RESTRICT,
    amount           DECIMAL(10, 2) NOT NULL,
    currency         CHAR(3) NOT NULL DEFAULT 'EUR',
    method           TEXT NOT NULL,
    status           TEXT NOT NULL DEFAULT 'pending', -- refunded: in full; refunded in part stays completed
    external_id      TEXT, -- the card processor's or PayPal's own identifier
    gateway_details  TEXT,
    failure_reason   TEXT,
    created_at       TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    paid_at          TIMESTAMPTZ,
    CONSTRAINT payments_id_form CHECK (length(id) = 36),
    CONSTRAINT payments_amount_positive CHECK (amount > 0),
    CONSTRAINT payments_currency_form CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT payments_method_known CHECK (method IN ('credit_card', 'cash', 'bank_transfer', 'paypal')),
    CONSTRAINT payments_status_known CHECK (status IN ('pending', 'completed', 'failed', 'refunded')),
    CONSTRAINT payments_gateway_identified CHECK (
        method IN ('cash', 'bank_transfer') OR external_id IS NOT NULL),
    CONSTRAINT payments_gateway_details_json CHECK (gateway_details IS NULL OR json_valid(gateway_details)),
    CONSTRAINT payments_failure_explained CHECK ((status = 'failed') = (failure_reason IS NOT NULL)),
    CONSTRAINT payments_paid_dated CHECK ((status IN ('completed', 'refunded')) = (paid_at IS NOT NULL)),
    CONSTRAINT payments_paid_after_created CHECK (paid_at >= created_at)
);

CREATE UNIQUE INDEX payments_external_id_unique ON payments (method, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX payments_user_index ON payments (user_id, created_at);
CREATE INDEX payments_package_index ON payments (user_package_id);

CREATE TABLE refunds (
    id            UUID NOT NULL PRIMARY KEY DEFAULT (lower(
        hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-'
        || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    payment_id    UUID NOT NULL REFERENCES payments (id) ON DELETE RESTRICT,
    amount        DECIMAL(10, 2) NOT NULL,
    kind          TEXT NOT NULL,
    reason        TEXT NOT NULL,
    external_id   TEXT,
    issued_by_id  INTEGER REFERENCES users (id) ON DELETE SET NULL, -- NULL: the gateway refunded on its own
    refunded_at   TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    CONSTRAINT refunds_id_form CHECK (length(id) = 36),
    CONSTRAINT refunds_amount_positive CHECK (amount > 0),
    CONSTRAINT refunds_kind_known CHECK (kind IN ('partial', 'full'))
);

CREATE UNIQUE INDEX refunds_one_full ON refunds (payment_id) WHERE kind = 'full';
CREATE INDEX refunds_payment_index ON refunds (payment_id, refunded_at);
CREATE INDEX refunds_issued_by_index ON refunds (issued_by_id);

-- What no check constraint can see: a refund needs a payment made before it, and a payment's refunds stay within it.
CREATE TRIGGER refunds_within_payment_insert AFTER INSERT ON refunds
BEGIN
    SELECT raise(ABORT, 'a refund comes after its payment; this one does not')
    WHERE NOT EXISTS (
        SELECT 1 FROM payments
        WHERE id = NEW.payment_id AND julianday(paid_at) <= julianday(NEW.refunded_at));

    SELECT raise(ABORT, 'refunds of one payment exceed its amount')
    WHERE (SELECT round(sum(amount), 2) FROM refunds WHERE payment_id = NEW.payment_id)
        > (SELECT amount FROM payments WHERE id = NEW.payment_id);
END;

CREATE TRIGGER refunds_within_payment_update AFTER UPDATE OF payment_id, amount, refunded_at ON refunds
BEGIN
    SELECT raise(ABORT, 'a refund comes after its payment; this one does not')
    WHERE NOT EXISTS (
        SELECT 1 FROM payments
        WHERE id = NEW.payment_id AND julianday(paid_at) <= julianday(NEW.refunded_at));

    SELECT raise(ABORT, 'refunds of one payment exceed its amount')
    WHERE (SELECT round(sum(amount), 2) FROM refunds WHERE payment_id = NEW.payment_id)
        > (SELECT amount FROM payments WHERE id = NEW.payment_id);
END;
