using Furrow.Errors;

namespace Furrow.Configuration;

/// <summary>Where a text came from, so that what is wrong with it can be said about the right place.</summary>
internal sealed record ValueOrigin(
    SettingSource Source, string Description, string? File = null, int? Line = null, int? Column = null)
{
    public static ValueOrigin Default { get; } = new(SettingSource.Default, "default");

    public static ValueOrigin Option(string name) => new(SettingSource.Option, name);

    public static ValueOrigin Variable(string name) => new(SettingSource.Variable, name);

    public static ValueOrigin DotEnv(string file, int line, string name) =>
        new(SettingSource.DotEnv, $"{file} line {line} ({name})", file, line);

    public static ValueOrigin ProjectFile(string file, int line, int column) =>
        new(SettingSource.ProjectFile, $"{file} line {line}", file, line, column);

    public Setting<T> Setting<T>(T value) => new(value, Source, Description);

    /// <summary>The error for a value from here; the message must not hold what may be secret.</summary>
    public FurrowException Invalid(string message, string? hint = null) =>
        new(ErrorCode.ConfigInvalid, $"{Description}: {message}")
        {
            Hint = hint,
            File = File,
            Line = Line,
            Column = Column,
        };
}
