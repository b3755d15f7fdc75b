using Furrow.Sensitive.Secrets;

namespace Furrow.Tests.Seeds.Secrets;

public sealed class SecretNameTests
{
    [Theory]
    [InlineData("password", "Password")]
    [InlineData("Passwd", "Password")]
    [InlineData("user_password", "Password")]
    [InlineData("defaultPassword", "Password")]
    [InlineData("password_plain", "Password")]
    [InlineData("DB_PWD", "Password")]
    [InlineData("passwords", "Password")]
    [InlineData("password_hash", "PasswordHash")]
    [InlineData("passwordHash", "PasswordHash")]
    [InlineData("passwordhash", "PasswordHash")]
    [InlineData("encrypted_password", "PasswordHash")]
    [InlineData("password_sha256", "PasswordHash")]
    [InlineData("client_secret", "Secret")]
    [InlineData("totpSecret", "Secret")]
    [InlineData("api_key", "Token")]
    [InlineData("APIKey", "Token")]
    [InlineData("apikey", "Token")]
    [InlineData("aws_secret_access_key", "Token")]
    [InlineData("access-token", "Token")]
    [InlineData("token_hash", "Token")]
    [InlineData("password_reset_required", "None")]
    [InlineData("password_changed_at", "None")]
    [InlineData("has_password", "None")]
    [InlineData("is_secret", "None")]
    [InlineData("token_count", "None")]
    [InlineData("max_tokens", "None")]
    [InlineData("token_type", "None")]
    [InlineData("secret_question", "None")]
    [InlineData("public_key", "None")]
    [InlineData("key", "None")]
    [InlineData("email", "None")]
    [InlineData("hash", "None")]
    [InlineData("", "None")]
    [InlineData("___", "None")]
    public void The_last_word_says_what_is_held(string name, string kind) =>
        Assert.Equal(kind, SecretName.KindOf(name).ToString());
}
