namespace BogusUsers;

/// <summary>A row of <c>users</c>.</summary>
internal sealed class User
{
    public long Id { get; set; }

    public Guid Token { get; set; }

    public string Email { get; set; } = "";

    public string FirstName { get; set; } = "";

    public string LastName { get; set; } = "";

    public DateTime CreatedAt { get; set; }

    public string Status { get; set; } = "";

    public decimal Credit { get; set; }

    public string Note { get; set; } = "";

    /// <summary>A small JSON document.</summary>
    public string Settings { get; set; } = "";
}
