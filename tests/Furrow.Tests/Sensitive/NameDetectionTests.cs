using Furrow.Schema;
using Furrow.Sensitive;
using Furrow.Tests.Schema;

namespace Furrow.Tests.Sensitive;

/// <summary>
/// Names of columns as they are met, and what is to be made of them: table, column, type, verdict (- for nothing).
/// </summary>
public sealed class NameDetectionTests
{
    private const string Sensitive = """
        users.email text Email | users.e_mail text Email | users.emailAddress text Email | users.EmailAddress text Email
        contacts.email_2 text Email | orders.billing_email text Email | leads.email_id text Email
        users.emails text[] Email
        invites.recipient_email text Email | clients.courriel text Email | clientes.correo_electronico text Email
        users.unconfirmed_email text Email | users.email_normalized text Email | kunden.mail text Email
        users.phone text Phone | users.phone_number text Phone | users.phoneNumber text Phone | users.mobile text Phone
        users.phone bigint Phone | shops.fax text Phone | orders.contact_number text Phone | kunden.telefon text Phone
        kunden.handynummer text Phone | users.tel text Phone | clients.téléphone text Phone
        clientes.teléfono text Phone
        users.phone_home text Phone | users.cell_phone text Phone | orders.shipping_phone text Phone
        users.first_name text FirstName | users.firstname text FirstName | users.firstName text FirstName
        orders.given_name text FirstName | kunden.vorname text FirstName | clients.prénom text FirstName
        users.middle_name text FirstName | users.fname text FirstName
        users.last_name text LastName | users.surname text LastName | people.family_name text LastName
        kunden.nachname text LastName | clientes.apellidos text LastName | users.maidenName text LastName
        clients.nom_de_famille text LastName
        users.name text Name | customers.name text Name | employees.name text Name | people.name text Name
        contacts.display_name text Name | users.full_name text Name | orders.customer_name text Name
        auth_user.name text Name
        user_profiles.name text Name | cards.cardholder_name text Name | visits.patient_name text Name
        mitarbeiter.name text Name | clients.nom text Name | empleados.nombre text Name | personen.name text Name
        users.username text Username | users.user_name text Username | users.login text Username
        users.nickname text Username
        accounts.userName text Username | players.handle text Username
        users.address text Address | orders.shipping_address text Address | users.address_line1 text Address
        users.addressLine2 text Address | users.street text Address | shops.street_name text Address
        users.home_address text Address | kunden.straße text Address | kunden.anschrift text Address
        clients.rue text Address
        clientes.dirección text Address | users.addresses json Address | users.house_number text Address
        users.zip text Postcode | users.zip_code text Postcode | users.postcode text Postcode
        orders.postal_code text Postcode
        kunden.plz integer Postcode | clients.code_postal text Postcode
        users.city text City | orders.billing_city text City | kunden.wohnort text City | clients.ville text City
        users.birthday date Birth | users.date_of_birth date Birth | users.dob date Birth
        users.birth_date timestamp Birth
        users.birthdate text Birth | users.birth_year integer Birth | patients.age integer Birth
        kunden.geburtsdatum date Birth
        clients.date_de_naissance date Birth | users.birth_place text Birth | users.born_on date Birth
        users.ssn text NationalId | employees.social_security_number text NationalId
        users.passport_number text NationalId
        users.national_id text NationalId | people.tax_id text NationalId | drivers.driver_license text NationalId
        kunden.steuer_id text NationalId | clientes.dni text NationalId | users.passport text NationalId
        companies.tin text NationalId | people.national_id bigint NationalId
        accounts.iban text Iban | payments.debtor_iban text Iban
        accounts.bank_account_number text BankAccount | payments.routing_number text BankAccount
        users.sort_code text BankAccount
        kunden.kontonummer text BankAccount | ledger.account_number text BankAccount
        payments.card_number text PaymentCard | payments.cvv text PaymentCard | payments.credit_card text PaymentCard
        payments.card_last4 text PaymentCard | payments.card_expiry date PaymentCard
        payments.creditCardNumber text PaymentCard
        employees.salary numeric Pay | contracts.annual_salary integer Pay | mitarbeiter.gehalt numeric Pay
        jobs.salary_min integer Pay
        employees.income numeric Pay | salariés.salaire numeric Pay
        users.password text Password | users.password_hash text Password | users.passwordHash text Password
        users.encrypted_password text Password | users.password_digest bytes Password | users.salt text Password
        users.passwort text Password | users.contraseña text Password | users.mot_de_passe text Password
        users.pwd text Password
        sessions.token text Secret | users.api_key text Secret | apps.client_secret text Secret
        users.reset_token text Secret
        devices.push_token text Secret | keys.private_key text Secret | hooks.signing_secret text Secret
        users.refreshToken text Secret | integrations.credentials json Secret | sessions.token uuid Secret
        users.otp_code text Secret
        sessions.ip text IpAddress | logins.ip_address inet IpAddress | users.last_login_ip inet IpAddress
        audit.remote_addr text IpAddress | logs.client_ip text IpAddress | users.current_sign_in_ip text IpAddress
        sessions.user_agent text Device | logs.userAgent text Device | installs.device_id uuid Device
        phones.mac_address text Device
        users.latitude float Location | shops.lng numeric Location | checkins.geo_point point Location
        trips.lat float Location
        users.gender text Trait | users.gender enum Trait | people.religion text Trait | users.nationality text Trait
        patients.diagnosis text Trait | patients.blood_type text Trait | employees.marital_status text Trait
        kunden.geschlecht text Trait | people.sex text Trait | personas.estado_civil text Trait
        patients.weight numeric Trait
        """;

    private const string Harmless = """
        users.email_verified boolean | users.email_verified_at timestamp | users.email_sent_at timestamp
        users.email_count integer
        users.is_email_public text | templates.email_subject text | templates.email_body text
        users.email_notifications boolean
        settings.email_provider text | users.has_phone text | users.phone_verified boolean | users.phone_type text
        orders.address_id ->bigint | orders.email_id ->bigint | users.mobile_url text | users.is_mobile boolean
        products.name text | companies.name text | tags.name text | roles.name text | user_roles.name text
        files.file_name text
        categories.display_name text | user_groups.name text | products.product_name text | tables.name text
        events.name text
        users.theme_name text | users.role_name text | customer_segments.name text | countries.name text
        cities.name text
        networks.subnet_address text | hosts.memory_address text | tokens.contract_address text
        servers.web_address text
        users.address_verified boolean | users.addressed_at timestamp | messages.is_addressed boolean
        cities.city text | airports.latitude float | countries.lat float | cities.postcode text
        users.created_at timestamp | users.updated_at timestamp | users.last_login timestamp | users.login_count integer
        users.last_login_at timestamp | users.id bigint | users.status text | users.locale text | users.timezone text
        posts.title text | posts.body text | posts.slug text | posts.content_hash text | commits.hash text
        files.checksum text
        users.password_changed_at timestamp | users.password_reset_required boolean | policies.password_policy text
        usage.token_count integer | usage.max_tokens integer | llm.total_tokens bigint | posts.is_secret boolean
        rows.primary_key text | items.key text | settings.key text | settings.value text | keys.public_key text
        orders.zip_file text | files.zipped boolean | shipments.shipped_at timestamp | recipes.description text
        cards.card_type text | decks.card_count integer | gifts.gift_card_number boolean | games.card_title text
        employees.salary_currency text | employees.salary_updated_at timestamp | pages.page text | pages.age_rating text
        wines.age integer | movies.genre text | races.race text | files.encoding text | plans.plan text
        bodies.body text
        sessions.ip_count integer | clips.clip text | tips.tip numeric | ships.ship text | users.skip boolean
        buildings.height numeric | parcels.weight numeric | states.state text | countries.country text
        users.gender_id ->bigint
        images.image_width integer | orders.total numeric | orders.currency text | orders.number text
        orders.order_number text
        users.birthday_reminder boolean | logs.message text | logs.level text | queues.name text
        servers.host_name text
        passes.passed boolean | units.latitude_unit text | maps.geometry_type text | taxes.tax_rate numeric
        taxes.tax_code text
        apps.user_agent_enabled boolean | metrics.bucket text | orders.notes text | orders.mailing boolean
        rooms.capacity integer
        docs.signature text | jobs.attempts integer | jobs.payload json | versions.version text | hosts.port integer
        """;

    public static TheoryData<string, string, string, string> Names()
    {
        TheoryData<string, string, string, string> names = [];
        foreach (string entry in Entries(Sensitive).Concat(Entries(Harmless)))
        {
            string[] words = entry.Split(' ');
            string[] column = words[0].Split('.');
            names.Add(column[0], column[1], words[1], words.Length > 2 ? words[2] : "-");
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_promises_what_it_says(string table, string column, string type, string verdict)
    {
        SensitiveFinding[] found = [.. SensitiveDetection.ByName(Given(table, column, type).Tables)
            .Where(finding => finding.Column == column)];
        Assert.Equal(verdict, found.SingleOrDefault()?.Kind.ToString() ?? "-");
    }

    [Fact]
    public void There_are_enough_names_of_both_sorts()
    {
        Assert.InRange(Entries(Sensitive).Count(), 150, 1000);
        Assert.InRange(Entries(Harmless).Count(), 100, 1000);
    }

    [Fact]
    public void A_computed_column_and_a_partition_are_not_listed()
    {
        DatabaseSchema schema = new SchemaBuilder()
            .Table("users", table => table
                .Column("email", with: column => column with { Type = Types.Of("text") })
                .Column("email_lower", with: column => column with
                {
                    Type = Types.Of("text"), Generated = GeneratedKind.Stored, GeneratedExpression = "lower(email)",
                })
                .Partitioned("LIST (id)"))
            .Partition("users_1", "users")
            .Build();
        Assert.Equal("public.users.email", Assert.Single(SensitiveDetection.ByName(schema.Tables)) switch
        {
            var only => $"{only.Table}.{only.Column}",
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("___")]
    [InlineData("\ud800")]
    [InlineData("日本")]
    public void Odd_names_promise_nothing(string name) =>
        Assert.Empty(SensitiveDetection.ByName(Given("t", name, "text").Tables));

    private static IEnumerable<string> Entries(string list) =>
        list.Split(['|', '\n']).Select(entry => entry.Trim()).Where(entry => entry.Length > 0);

    private static DatabaseSchema Given(string table, string column, string type) => new SchemaBuilder()
        .Table("others")
        .Table(table, builder =>
        {
            string plain = type.TrimStart('-', '>');
            if (column != "id")
            {
                builder.Column(column, nullable: true, with: c => c with { Type = Types.Of(plain) });
            }

            if (plain != type)
            {
                builder.References(SchemaBuilder.Name("others"), [column], ["id"]);
            }
        })
        .Build();
}
