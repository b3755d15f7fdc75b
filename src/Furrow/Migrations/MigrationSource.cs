using Furrow.Configuration;
using Furrow.Sql;

namespace Furrow.Migrations;

/// <summary>Where a project's migrations lie and which of them are for the database at hand.</summary>
/// <param name="Folder">The configured folder's full path.</param>
/// <param name="Settings">The <c>migrations</c> section of furrow.yaml.</param>
/// <param name="Dialects">
/// The names that select this provider (<see cref="Providers.IDatabaseProvider.DialectNames"/>).
/// </param>
/// <param name="Sql">How this provider's SQL is written.</param>
/// <param name="Display">Turns a full path into what people are shown.</param>
public sealed record MigrationSource(
    string Folder,
    MigrationsSettings Settings,
    IReadOnlyList<string> Dialects,
    SqlDialect Sql,
    Func<string, string> Display);
