using Furrow.Sensitive.Secrets;

namespace Furrow.Seeds.Secrets;

/// <summary>Something in a seed that looks like a secret; never the secret itself.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="What">The same for people: <c>a password in the column password</c>.</param>
/// <param name="File">The file as people are shown it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public sealed record SecretFinding(SecretKind Kind, string What, string File, int Line, int Column);
