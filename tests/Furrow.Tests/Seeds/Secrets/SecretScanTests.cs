using Furrow.Seeds;
using Furrow.Seeds.Secrets;
using Furrow.Sensitive.Secrets;
using Furrow.Sql;

namespace Furrow.Tests.Seeds.Secrets;

public sealed class SecretScanTests
{
    // Cut in two, so that nobody's own search for secrets finds them here.
    private static readonly Dictionary<string, (string Text, SecretKind Kind)> Shapes = new(StringComparer.Ordinal)
    {
        ["aws"] = ("AKIA" + "Q3EGRIJ7YZ2MFWQX", SecretKind.Token),
        ["github"] = ("ghp" + "_16C7e42F292c6912E7710c838347Ae178B4a", SecretKind.Token),
        ["slack"] = ("xox" + "b-123456789012-abcdefGHIJKL", SecretKind.Token),
        ["stripe"] = ("sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc", SecretKind.Token),
        ["google"] = ("AIza" + "SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY", SecretKind.Token),
        ["jwt"] = ("eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", SecretKind.Token),
        ["pem"] = ("-----BEGIN RSA " + "PRIVATE KEY-----", SecretKind.PrivateKey),
        ["openssh"] = ("-----BEGIN OPENSSH " + "PRIVATE KEY-----", SecretKind.PrivateKey),
        ["bcrypt"] = ("$2b$12$" + "EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW", SecretKind.PasswordHash),
        ["argon2"] = ("$argon2id$" + "v=19$m=65536,t=2,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub", SecretKind.PasswordHash),
        ["django"] = ("pbkdf2_sha256$" + "260000$abcdefgh$Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4", SecretKind.PasswordHash),
        ["url"] = ("postgres://app:" + "hunter2@db.example.com/app", SecretKind.ConnectionString),
        ["keywords"] = ("Host=db;Username=app;" + "Password=hunter2;Database=x", SecretKind.ConnectionString),
        ["libpq"] = ("host=db user=app " + "password=hunter2", SecretKind.ConnectionString),
    };

    public static TheoryData<string> ShapeNames => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void A_secret_shows_by_its_form_wherever_it_stands(string name)
    {
        (string text, SecretKind kind) = Shapes[name];
        Assert.Equal([(kind, 1)], Scan(SeedKind.Sql, $"-- see {text}\nSELECT 1;"));
        Assert.Equal([(kind, 1)], Scan(SeedKind.Sql, $"INSERT INTO notes (body) VALUES ('{text}');"));
        Assert.Equal(
            [(kind, 5)], Scan(SeedKind.Yaml, $"tables:\n  - table: t\n    rows:\n      -\n        note: '{text}'\n"));
        Assert.Equal([(kind, 2)], Scan(SeedKind.Csv, $"note\n\"{text}\"\n"));
        Assert.Equal(
            [(kind, 1)],
            Scan(SeedKind.Json, $"{{\"tables\":[{{\"table\":\"t\",\"rows\":[{{\"note\":\"{text}\"}}]}}]}}"));
    }

    [Theory]
    [InlineData("INSERT INTO users (email, password) VALUES ('a@x', 'changeme');", 1)]
    [InlineData("INSERT INTO users (email, password) VALUES\n ('a@x', NULL),\n ('b@x', 'admin123');", 3)]
    [InlineData("INSERT INTO users AS u (password, email) SELECT crypt('admin123', gen_salt('bf')), email FROM x;", 1)]
    [InlineData("INSERT INTO users (\"passwordHash\") VALUES (md5('x1y'));", 1)]
    [InlineData("UPDATE users SET password = 'letmein' WHERE id = 1;", 1)]
    [InlineData("UPDATE users SET name = 'x',\n  \"password\" = E'letmein';", 2)]
    [InlineData("CREATE ROLE app LOGIN PASSWORD 'letmein';", 1)]
    [InlineData("DO $$ BEGIN\n UPDATE users SET password = 'letmein'; END $$;", 2)]
    [InlineData("SELECT make_user(email => 'a', password => 'letmein');", 1)]
    [InlineData("INSERT INTO settings (key, value) VALUES ('smtp_password', 'letmein');", 1)]
    [InlineData("INSERT INTO settings (body) VALUES ('{\"smtp\": {\"password\": \"letmein\"}}');", 1)]
    [InlineData("COPY users (email, password) FROM stdin;\na\t\\N\nb\tletmein\n\\.\n", 3)]
    public void Sql_is_read_by_its_columns(string sql, int line) =>
        Assert.Equal(line, Assert.Single(Scan(SeedKind.Sql, sql)).Line);

    [Theory]
    [InlineData("INSERT INTO users (email, password_reset_required, token_count) VALUES ('a', 'always', 500);")]
    [InlineData("INSERT INTO users (email, password) VALUES ('a', NULL), ('b', ''), ('c', '!'), ('d', '***');")]
    [InlineData("INSERT INTO users (password) VALUES ('${ADMIN_PW}'), ('<password>'), (current_setting('app.pw'));")]
    [InlineData("INSERT INTO users (email, password) SELECT email, password FROM old_users;")]
    [InlineData("INSERT INTO t (a) VALUES ('x') ON CONFLICT (a) DO UPDATE SET password = excluded.password, user = 1;")]
    [InlineData("CREATE TABLE users (email text, password text NOT NULL, token varchar(20) DEFAULT 'none');")]
    [InlineData("UPDATE users SET password = NULL, token = 'none', is_secret = 'yes' WHERE password IS NULL;")]
    [InlineData("INSERT INTO sessions (token) VALUES ('70ce0000-0000-4000-8000-000000000002');")]
    [InlineData("INSERT INTO pages (title, body) VALUES ('Password', 'Reset your password: click here');")]
    [InlineData("INSERT INTO links (url) VALUES ('https://example.com:8080/a@b'), ('postgres://app@db/x');")]
    [InlineData("INSERT INTO docs (a) VALUES ('AKIAIOSFODNN7EXAMPLE');")]
    [InlineData("INSERT INTO settings (key, value) VALUES ('password_length', '12');")]
    public void What_is_no_secret_is_left_alone(string sql) => Assert.Empty(Scan(SeedKind.Sql, sql));

    [Fact]
    public void Rows_are_read_by_columns_and_keys()
    {
        Assert.Equal(
            [(SecretKind.Password, 5), (SecretKind.PasswordHash, 6), (SecretKind.Token, 7), (SecretKind.Password, 8),
                (SecretKind.Password, 9)],
            Scan(SeedKind.Yaml, """
                volatile: true
                tables:
                  - table: users
                    rows:
                      - { id: 1, password: changeme, password_hash: !env HASH }
                      - { id: 2, password: null, password_hash: abcdef }
                      - { id: 3, api_key: 9f86d081884c7d659a2feaa0c55ad015 }
                      - { id: 4, settings: { smtp: { password: [hunter2] } } }
                      - { key: smtp_password, value: hunter2 }
                      - { id: 5, password: '', token: short, password_reset_required: true, must_change_password: true }
                """));
        Assert.Equal(
            [(SecretKind.Password, 3)], Scan(SeedKind.Csv, "email,password,token_count\na,,5\nb,123456,7\nc,\"\",8\n"));
    }

    [Theory]
    [InlineData("var u = new User { Email = \"a\", Password = \"changeme\" };", 1)]
    [InlineData("const string AdminPassword = @\"changeme\";", 1)]
    [InlineData("// Password = \"x1\"\nCreate(password: \"changeme\");", 2)]
    [InlineData("row[\"password\"] = \"changeme\";", 1)]
    [InlineData("new() { { \"password\", \"changeme\" } };", 1)]
    [InlineData("PasswordHash = BCrypt.HashPassword(\"changeme\"),", 1)]
    [InlineData("var password = \"\"\"\nchangeme\n\"\"\";", 1)]
    public void Code_is_read_by_the_names_of_literals(string code, int line)
    {
        SecretSink sink = new("x.cs");
        new CodeSecrets(code, sink).Look();
        Assert.Equal(line, Assert.Single(sink.Found).Line);
    }

    [Theory]
    [InlineData("Password = Environment.GetEnvironmentVariable(\"ADMIN_PASSWORD\");")]
    [InlineData("if (password == \"x1y2\") { }")]
    [InlineData("/* Password = \"changeme\" */ var x = 'p';")]
    [InlineData("Password = $\"{prefix}changeme\";")]
    [InlineData("Columns(\"password\", \"email\");")]
    [InlineData("Password = context.Variable(\"ADMIN_PASSWORD\"),")]
    public void Code_without_a_secret_is_left_alone(string code)
    {
        SecretSink sink = new("x.cs");
        new CodeSecrets(code, sink).Look();
        Assert.Empty(sink.Found);
    }

    private static IEnumerable<(SecretKind Kind, int Line)> Scan(SeedKind kind, string text) =>
        SecretScan.Find(SecretSeed.Of(kind, text), SqlDialect.Postgres).Select(found => (found.Kind, found.Line));
}
