CREATE TYPE payment_method AS ENUM ('credit_card', 'cash', 'bank_transfer', 'paypal');
CREATE TYPE payment_status AS ENUM ('pending', 'completed', 'failed', 'refunded');

CREATE TABLE payments (
    id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    receipt_number   text NOT NULL CONSTRAINT payments_receipt_number_unique UNIQUE,
    user_id          bigint NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
    user_package_id  bigint REFERENCES user_packages (id) ON DELETE RESTRICT,
    amount           numeric(10, 2) NOT NULL,
    currency         char(3) NOT NULL DEFAULT 'EUR',
    method           payment_method NOT NULL,
    status           payment_status NOT NULL DEFAULT 'pending',
    external_id      text,
    gateway_details  jsonb,
    failure_reason   text,
    created_at       timestamptz NOT NULL DEFAULT now(),
    paid_at          timestamptz,
    CONSTRAINT payments_amount_positive CHECK (amount > 0),
    CONSTRAINT payments_currency_form CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT payments_gateway_identified CHECK (
        method IN ('cash', 'bank_transfer') OR external_id IS NOT NULL),
    CONSTRAINT payments_failure_explained CHECK ((status = 'failed') = (failure_reason IS NOT NULL)),
    CONSTRAINT payments_paid_dated CHECK ((status IN ('completed', 'refunded')) = (paid_at IS NOT NULL)),
    CONSTRAINT payments_paid_after_created CHECK (paid_at >= created_at)
);

CREATE UNIQUE INDEX payments_external_id_unique ON payments (method, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX payments_user_index ON payments (user_id, created_at);
CREATE INDEX payments_package_index ON payments (user_package_id);

COMMENT ON TABLE payments IS 'Every attempt to pay; without a package it is something bought at the desk';
COMMENT ON COLUMN payments.external_id IS 'The card processor''s or PayPal''s own identifier';
COMMENT ON COLUMN payments.status IS 'refunded means in full; a payment refunded in part stays completed';

CREATE TABLE refunds (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    payment_id    uuid NOT NULL REFERENCES payments (id) ON DELETE RESTRICT,
    amount        numeric(10, 2) NOT NULL,
    kind          text NOT NULL,
    reason        text NOT NULL,
    external_id   text,
    issued_by_id  bigint REFERENCES users (id) ON DELETE SET NULL,
    refunded_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT refunds_amount_positive CHECK (amount > 0),
    CONSTRAINT refunds_kind_known CHECK (kind IN ('partial', 'full'))
);

CREATE UNIQUE INDEX refunds_one_full ON refunds (payment_id) WHERE kind = 'full';
CREATE INDEX refunds_payment_index ON refunds (payment_id, refunded_at);
CREATE INDEX refunds_issued_by_index ON refunds (issued_by_id);

COMMENT ON TABLE refunds IS 'Money given back for a payment, in one piece or several';
COMMENT ON COLUMN refunds.issued_by_id IS 'NULL when the payment gateway refunded on its own';

-- What no check constraint can see: a refund needs a payment made before it, and a payment's refunds stay within it.
CREATE FUNCTION refunds_stay_within_payment() RETURNS trigger
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $body$
DECLARE
    payment payments%ROWTYPE;
    refunded numeric;
BEGIN
    -- The row lock makes two refunds of one payment take turns; the second then sees the first.
    SELECT * INTO payment FROM payments WHERE id = NEW.payment_id FOR UPDATE;

    IF payment.paid_at IS NULL OR NEW.refunded_at < payment.paid_at THEN
        RAISE EXCEPTION 'a refund comes after its payment; this one does not'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_after_payment', TABLE = 'refunds';
    END IF;

    SELECT sum(amount) INTO refunded FROM refunds WHERE payment_id = NEW.payment_id;
    IF refunded > payment.amount THEN
        RAISE EXCEPTION 'refunds of one payment exceed its amount'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_payment', TABLE = 'refunds';
    END IF;

    RETURN NULL;
END;
$body$;

CREATE TRIGGER refunds_within_payment
    AFTER INSERT OR UPDATE OF payment_id, amount, refunded_at ON refunds
    FOR EACH ROW EXECUTE FUNCTION refunds_stay_within_payment();
