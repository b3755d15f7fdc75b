using Furrow.Sensitive.Detection;

namespace Furrow.Scenarios.Inferring;

/// <summary>Which texts are of what, by names with blanks between them.</summary>
internal static class TextRules
{
    private static readonly HashSet<string> People = NameRules.PeopleWords;

    private static readonly string[] Firms =
        ["company", "companies", "organization", "organizations", "supplier", "suppliers", "vendor", "vendors", "brand",
            "brands", "studio", "studios", "tenant", "tenants"];

    private static readonly string[] Goods = ["product", "products", "item", "items", "article", "articles"];

    /// <summary>All of them.</summary>
    public static readonly (string Names, Func<InferredColumn, Value> Make)[] All =
    [
        ("first_name firstname given_name forename middle_name", c => Word(c, "name.first_name")),
        ("last_name lastname surname family_name", c => Word(c, "name.last_name")),
        ("full_name fullname display_name contact_name customer_name author owner_name", Person),
        ("name", Name),
        ("username user_name login handle nickname screen_name",
            c => c.Numbered($"slug({c.NameOr("first_name", "name.first_name")})")),
        ("email e_mail mail email_address", Email),
        ("phone telephone mobile fax phone_number telephone_number mobile_number cell cellphone",
            c => c.IsUnique
                ? Value.Expression("+1-${pad_left(text(row + 1), 10, \"0\")}")
                : c.Fit(Value.Pattern("+1-202-555-01##"))),
        ("password passwd password_hash password_digest hash digest checksum etag", c => Code(c, Value.Hex(64))),
        ("token secret api_key access_key reset_token", c => Code(c, Value.Token(32))),
        ("address street street_address address_line address_line_1 line1", c => Word(c, "address.street_address")),
        ("city town", c => Word(c, "address.city")),
        ("state province region county", c => Word(c, "address.state")),
        ("state_code province_code", c => Word(c, "address.state_abbr")),
        ("country nationality", c => c.LengthMax is 2 or 3 ? CountryCode(c) : Word(c, "address.country")),
        ("country_code", CountryCode),
        ("zip zip_code postcode postal_code", c => Code(c, Value.Pattern("#####"))),
        ("company company_name organization organisation employer firm brand vendor supplier",
            c => Word(c, "company.name")),
        ("job_title job profession occupation", c => Word(c, "name.title.job")),
        ("department", c => Word(c, "commerce.department")),
        ("title headline subject caption label topic", c => Title(c, 2, 5)),
        ("product product_name", Product),
        ("description bio about summary notes note comment comments remark remarks message excerpt details reason "
            + "abstract feedback", c => c.Fit(Value.Sentences(1, 3))),
        ("body content text article markdown html", c => c.Fit(Value.Paragraphs(1, 3))),
        ("url uri website link homepage web_site", c => c.Numbered("\"https://example.com/\"")),
        ("image_url photo_url avatar_url image avatar photo picture thumbnail logo cover",
            c => c.Numbered("\"https://example.com/images/\"", ".png")),
        ("slug permalink", c => c.Numbered($"slug({c.Let(Value.Words(2, 3))}) + \"-\"")),
        ("code sku reference ref serial_number order_number invoice_number barcode ean isbn",
            c => c.IsUnique ? c.Numbered("\"N-\"") : Code(c, Value.Pattern("???-####"))),
        ("currency currency_code", c => c.Fit(Value.Choose("EUR", "USD", "GBP"))),
        ("language locale lang language_code", c => c.Fit(Value.Choose("en", "de", "fr", "es", "pt"))),
        ("timezone time_zone tz", c => c.Fit(Value.Choose("UTC", "Europe/Lisbon", "America/New_York", "Asia/Tokyo"))),
        ("color colour", c => Word(c, "commerce.color")),
        ("gender sex", c => c.Fit(Value.Choose("female", "male"))),
        ("ip ip_address remote_address", c => Code(c, Value.Network("ipv4"))),
        ("uuid guid id key external_id", c => c.LengthMax is < 36 ? c.Numbered("\"\"") : Uuid(c)),
        ("file filename file_name path", c => c.Numbered($"slug({c.Let(Value.Words(1))}) + \"-\"", ".txt")),
        ("mime_type content_type media_type", c => c.Fit(Value.Choose("text/plain", "image/png", "application/pdf"))),
    ];

    private static Value Word(InferredColumn column, string category) => column.Fit(Value.Vocabulary(category));

    private static Value Code(InferredColumn column, Value code) => column.Fit(code, "-");

    private static Value Title(InferredColumn column, int min, int max)
    {
        string words = column.Let(Value.Words(min, max));
        return column.Fit(Value.Expression($"${{upper(left({words}, 1)) + substring({words}, 1)}}"));
    }

    private static Value Person(InferredColumn column) => Two(
        column, column.NameOr("first_name", "name.first_name"), column.NameOr("last_name", "name.last_name"));

    private static Value Product(InferredColumn column) => Two(
        column,
        column.Let(Value.Vocabulary("commerce.product_name.adjective")),
        column.Let(Value.Vocabulary("commerce.product_name.product")));

    private static Value Two(InferredColumn column, string first, string second) =>
        column.Fit(Value.Expression($"${{{first}}} ${{{second}}}"));

    // A name is of what the table holds.
    private static Value Name(InferredColumn column)
    {
        string[] words = NameWords.Of(column.Table.Name.Name);
        return words switch
        {
            _ when column.Words.Length > 1 => Title(column, 1, 2),
            _ when words.Any(word => People.Contains(word) || People.Contains(word.TrimEnd('s'))) => Person(column),
            _ when words.Any(Firms.Contains) => Word(column, "company.name"),
            _ when words.Any(Goods.Contains) => Product(column),
            _ when words is [.., "city" or "cities"] => Word(column, "address.city"),
            _ when words is [.., "country" or "countries"] => Word(column, "address.country"),
            _ => Title(column, 1, 2),
        };
    }

    private static Value Email(InferredColumn column) => column.Numbered(
        $"slug({column.NameOr("first_name", "name.first_name")}) + \".\" + "
            + $"slug({column.NameOr("last_name", "name.last_name")}) + \".\"",
        "@example.com");

    private static Value CountryCode(InferredColumn column) => column.LengthMax == 3
        ? column.Fit(Value.Vocabulary("address.country_code_alpha_3"))
        : column.Fit(Value.Vocabulary("address.country_code"));

    private static Value Uuid(InferredColumn column) =>
        Value.Expression($"${{text({column.Let(Value.Uuid())})}}");
}
