CREATE TABLE packages (
    id             INTEGER PRIMARY KEY,
    code           TEXT NOT NULL CONSTRAINT packages_code_unique UNIQUE,
    name           TEXT NOT NULL,
    description    TEXT,
    price          DECIMAL(10, 2) NOT NULL,
    currency       CHAR(3) NOT NULL DEFAULT 'EUR',
    credits        INTEGER NOT NULL,
    validity_days  INTEGER NOT NULL,
    features       TEXT NOT NULL DEFAULT '[]', -- JSON array of text
    is_active      BOOLEAN NOT NULL DEFAULT 1, -- inactive: no longer sold, but valid for those who have it
    created_at     TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    CONSTRAINT packages_price_not_negative CHECK (price >= 0),
    CONSTRAINT packages_currency_form CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT packages_credits_range CHECK (credits BETWEEN 1 AND 200),
    CONSTRAINT packages_validity_range CHECK (validity_days BETWEEN 1 AND 730),
    CONSTRAINT packages_features_array CHECK (json_valid(features) AND json_type(features) = 'array'),
    CONSTRAINT packages_is_active_boolean CHECK (is_active IN (0, 1))
);

CREATE TABLE user_packages (
    id                 INTEGER PRIMARY KEY,
    order_number       TEXT NOT NULL CONSTRAINT user_packages_order_number_unique UNIQUE,
    user_id            INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    package_id         INTEGER NOT NULL REFERENCES packages (id) ON DELETE RESTRICT,
    approval_status    TEXT NOT NULL DEFAULT 'pending_approval',
    payment_status     TEXT NOT NULL DEFAULT 'pending',
    price              DECIMAL(10, 2) NOT NULL,
    credits_total      INTEGER NOT NULL,
    credits_used       INTEGER NOT NULL DEFAULT 0,
    credits_remaining  INTEGER GENERATED ALWAYS AS (credits_total - credits_used) STORED,
    valid_from         DATE,
    valid_until        DATE,
    rejection_reason   TEXT,
    purchased_at       TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    -- Lets a booking refer to a package together with its owner.
    CONSTRAINT user_packages_owner_unique UNIQUE (id, user_id),
    CONSTRAINT user_packages_approval_status_known CHECK (
        approval_status IN ('pending_approval', 'authorized', 'payment_confirmed', 'rejected', 'expired')),
    CONSTRAINT user_packages_payment_status_known CHECK (
        payment_status IN ('pending', 'authorized', 'payment_confirmed', 'rejected')),
    CONSTRAINT user_packages_price_not_negative CHECK (price >= 0),
    CONSTRAINT user_packages_credits_positive CHECK (credits_total > 0),
    CONSTRAINT user_packages_credits_used_not_negative CHECK (credits_used >= 0),
    CONSTRAINT user_packages_credits_not_overdrawn CHECK (credits_used <= credits_total),
    CONSTRAINT user_packages_validity_order CHECK (valid_until >= valid_from),
    CONSTRAINT user_packages_states_agree CHECK (
        approval_status = 'expired'
        OR (approval_status = 'pending_approval' AND payment_status = 'pending')
        OR (approval_status = 'authorized' AND payment_status = 'authorized')
        OR (approval_status = 'payment_confirmed' AND payment_status = 'payment_confirmed')
        OR (approval_status = 'rejected' AND payment_status = 'rejected')),
    CONSTRAINT user_packages_unapproved_unused CHECK (
        credits_used = 0 OR approval_status IN ('authorized', 'payment_confirmed', 'expired')),
    CONSTRAINT user_packages_approved_dated CHECK (
        approval_status IN ('pending_approval', 'rejected')
        OR (valid_from IS NOT NULL AND valid_until IS NOT NULL)),
    CONSTRAINT user_packages_rejection_explained CHECK (
        (approval_status = 'rejected') = (rejection_reason IS NOT NULL))
);

CREATE INDEX user_packages_user_index ON user_packages (user_id, valid_until);
CREATE INDEX user_packages_package_index ON user_packages (package_id);
CREATE INDEX user_packages_review_index ON user_packages (purchased_at) WHERE approval_status = 'pending_approval';

CREATE TABLE payment_approvals (
    id               INTEGER PRIMARY KEY,
    user_package_id  INTEGER NOT NULL REFERENCES user_packages (id) ON DELETE CASCADE,
    decision         TEXT NOT NULL,
    decided_by_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
    decided_at       TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    notes            TEXT,
    CONSTRAINT payment_approvals_decision_unique UNIQUE (user_package_id, decision),
    CONSTRAINT payment_approvals_decision_known CHECK (decision IN ('authorize', 'confirm_payment', 'reject'))
);

CREATE INDEX payment_approvals_decided_by_index ON payment_approvals (decided_by_id, decided_at);
