using Furrow.Cli.Tests.Running;

namespace Furrow.Cli.Tests.Studio;

/// <summary>What holds in every row of the studio: each rule is a query that yields the rows that break it.</summary>
internal static class StudioRules
{
    /// <summary>The Monday that the tests generate relative to; before it is past.</summary>
    public const string AsOf = "2026-01-12";

    private const string Now = "'2026-01-12 00:00:00Z'";

    private static readonly (string Rule, string Broken)[] Places =
    [
        ("no class holds more than its capacity",
            """
            SELECT c.code FROM class_instances c WHERE c.capacity < (
                SELECT count(*) FROM bookings b WHERE b.class_instance_id = c.id AND b.status <> 'cancelled')
            """),
        ("nobody books a class twice",
            "SELECT user_id FROM bookings GROUP BY class_instance_id, user_id HAVING count(*) > 1"),
        ("past classes are over, and later ones are not",
            $"SELECT code FROM class_instances WHERE (starts_at < {Now}) <> (status = 'completed')"),
        ("who has a place in a past class came or did not, and nobody did in a later one",
            $"""
            SELECT b.id FROM bookings b JOIN class_instances c ON c.id = b.class_instance_id
            WHERE b.status <> 'cancelled' AND (c.starts_at < {Now}) <> (b.status IN ('completed', 'no_show'))
            """),
        ("places are booked and given back before the class and by now",
            $"""
            SELECT b.id FROM bookings b JOIN class_instances c ON c.id = b.class_instance_id
            WHERE b.booked_at >= c.starts_at OR b.booked_at > {Now} OR b.cancelled_at > {Now}
                OR b.cancelled_at >= c.starts_at
            """),
        ("only full classes have a queue",
            """
            SELECT w.id FROM waitlist_entries w JOIN class_instances c ON c.id = w.class_instance_id
            WHERE c.capacity <> (
                SELECT count(*) FROM bookings b WHERE b.class_instance_id = c.id AND b.status <> 'cancelled')
            """),
        ("who waits has no booking",
            """
            SELECT w.id FROM waitlist_entries w JOIN bookings b
                ON b.class_instance_id = w.class_instance_id AND b.user_id = w.user_id
            """),
        ("a queue counts from 1 without gaps, in the order of joining",
            """
            SELECT w.id FROM waitlist_entries w WHERE w.position <> 1 + (
                SELECT count(*) FROM waitlist_entries o
                WHERE o.class_instance_id = w.class_instance_id AND o.joined_at < w.joined_at)
            """),
        ("only students book and wait",
            """
            SELECT u.id FROM users u WHERE u.role <> 'student' AND (
                EXISTS (SELECT 1 FROM bookings b WHERE b.user_id = u.id)
                OR EXISTS (SELECT 1 FROM waitlist_entries w WHERE w.user_id = u.id))
            """),
    ];

    private static readonly (string Rule, string Broken)[] Credits =
    [
        ("credits used are bookings that were not cancelled",
            """
            SELECT p.order_number FROM user_packages p WHERE p.credits_used <> (
                SELECT count(*) FROM bookings b WHERE b.user_package_id = p.id AND b.status <> 'cancelled')
            """),
        ("no more credits are used than were bought",
            "SELECT order_number FROM user_packages WHERE credits_used > credits_total"),
        ("every booking has a package", "SELECT id FROM bookings WHERE user_package_id IS NULL"),
        ("credits are not used before somebody authorized them",
            """
            SELECT b.id FROM bookings b WHERE NOT EXISTS (
                SELECT 1 FROM payment_approvals a WHERE a.user_package_id = b.user_package_id
                    AND a.decision = 'authorize' AND a.decided_at <= b.booked_at)
            """),
        ("credits of packages that wait or were rejected are not used",
            """
            SELECT b.id FROM bookings b JOIN user_packages p ON p.id = b.user_package_id
            WHERE p.approval_status IN ('pending_approval', 'rejected')
            """),
        ("credits are used within their validity",
            """
            SELECT b.id FROM bookings b JOIN user_packages p ON p.id = b.user_package_id
                JOIN class_instances c ON c.id = b.class_instance_id
            WHERE date(c.starts_at) < p.valid_from OR date(c.starts_at) > p.valid_until
            """),
        ("a package is expired when its validity is over, and not before",
            $"""
            SELECT order_number FROM user_packages WHERE valid_until IS NOT NULL
                AND (valid_until < '{AsOf}') <> (approval_status = 'expired')
            """),
        ("each package has the decisions that its state needs",
            """
            SELECT p.order_number FROM user_packages p WHERE (
                SELECT count(*) FROM payment_approvals a WHERE a.user_package_id = p.id) <>
                CASE p.approval_status WHEN 'pending_approval' THEN 0 WHEN 'authorized' THEN 1 WHEN 'rejected' THEN 1
                    ELSE 2 END
            """),
        ("admins decide, after the purchase and by now",
            $"""
            SELECT a.id FROM payment_approvals a JOIN users u ON u.id = a.decided_by_id
                JOIN user_packages p ON p.id = a.user_package_id
            WHERE u.role <> 'admin' OR a.decided_at < p.purchased_at OR a.decided_at > {Now}
            """),
        ("the audit log has an entry for each purchase and each decision",
            """
            SELECT p.order_number FROM user_packages p WHERE (
                SELECT count(*) FROM audit_logs l WHERE l.entity_key = p.order_number) <> 1 + (
                SELECT count(*) FROM payment_approvals a WHERE a.user_package_id = p.id)
            """),
    ];

    private static readonly (string Rule, string Broken)[] Money =
    [
        ("a refund comes after its payment and by now",
            $"""
            SELECT r.id FROM refunds r JOIN payments p ON p.id = r.payment_id
            WHERE p.paid_at IS NULL OR r.refunded_at < p.paid_at OR r.refunded_at > {Now}
            """),
        ("refunds do not exceed their payment",
            """
            SELECT p.id FROM payments p
            WHERE p.amount < (SELECT sum(r.amount) FROM refunds r WHERE r.payment_id = p.id)
            """),
        ("a full refund is all of the payment, a partial one less",
            """
            SELECT r.id FROM refunds r JOIN payments p ON p.id = r.payment_id
            WHERE (r.kind = 'full') <> (r.amount = p.amount)
            """),
        ("a payment is refunded when it was refunded in full",
            """
            SELECT p.id FROM payments p WHERE (p.status = 'refunded') <> EXISTS (
                SELECT 1 FROM refunds r WHERE r.payment_id = p.id AND r.kind = 'full')
            """),
        ("cards have a Stripe id, PayPal has one of its own, cash and transfers none",
            """
            SELECT id FROM payments WHERE NOT CASE method
                WHEN 'credit_card' THEN external_id LIKE 'pi_3%' AND length(external_id) = 28
                WHEN 'paypal' THEN length(external_id) = 17 AND external_id = upper(external_id)
                ELSE external_id IS NULL END
            """),
        ("only cards and PayPal fail",
            "SELECT id FROM payments WHERE status = 'failed' AND method IN ('cash', 'bank_transfer')"),
        ("what was confirmed is paid, in full",
            """
            SELECT u.order_number FROM user_packages u
            WHERE u.payment_status = 'payment_confirmed' AND EXISTS (SELECT 1 FROM payments) AND NOT EXISTS (
                SELECT 1 FROM payments p
                WHERE p.user_package_id = u.id AND p.status = 'completed' AND p.amount = u.price)
            """),
    ];

    private static readonly (string Rule, string Broken)[] Others =
    [
        ("two people are friends once, whoever asked",
            """
            SELECT f.id FROM friendships f JOIN friendships o
                ON o.requester_id = f.addressee_id AND o.addressee_id = f.requester_id
            """),
        ("invitations go from a friend with a place to a friend",
            """
            SELECT i.id FROM class_invitations i WHERE NOT EXISTS (
                SELECT 1 FROM friendships f WHERE f.status = 'accepted'
                    AND f.requester_id = i.inviter_id AND f.addressee_id = i.invitee_id)
                OR NOT EXISTS (
                SELECT 1 FROM bookings b WHERE b.user_id = i.inviter_id
                    AND b.class_instance_id = i.class_instance_id AND b.status <> 'cancelled')
            """),
        ("no token is good for anything",
            $"SELECT id FROM refresh_tokens WHERE expires_at > {Now} AND revoked_at IS NULL"),
        ("nobody has a login", "SELECT user_id FROM user_credentials"),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<(string Rule, string Broken)> All => [.. Places, .. Credits, .. Money, .. Others];

    /// <summary>Holds every rule against every row; <paramref name="what"/> names what was generated.</summary>
    public static async Task HoldAsync(SampleProject project, string what)
    {
        List<string> broken = [];
        foreach ((string rule, string query) in All)
        {
            string rows = await project.QueryAsync(query);
            if (rows.Length > 0)
            {
                broken.Add($"{rule}: {rows.Split('\n').Length - 1} rows");
            }
        }

        Assert.True(broken.Count == 0, $"{what}\n{string.Join('\n', broken)}");
    }
}
