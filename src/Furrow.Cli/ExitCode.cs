using Furrow.Errors;

namespace Furrow.Cli;

/// <summary>What the process says about how a command ended; scripts rely on it.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Failed, or something is invalid.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Something is to be applied.</summary>
    public const int Pending = 3;

    /// <summary>Something is not what was recorded.</summary>
    public const int Drift = 4;

    /// <summary>Somebody else holds the lock.</summary>
    public const int Locked = 5;

    /// <summary>Safety said no.</summary>
    public const int Refused = 6;

    /// <summary>Ctrl-C, or asked to terminate.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code of an error.</summary>
    public static int Of(string errorCode) => errorCode switch
    {
        ErrorCode.Usage => Usage,
        ErrorCode.MigrationDrift or ErrorCode.SeedDrift => Drift,
        ErrorCode.SnapshotCorrupt or ErrorCode.SnapshotMismatch => Drift,
        ErrorCode.Locked => Locked,
        ErrorCode.Refused => Refused,
        ErrorCode.Interrupted => Interrupted,
        _ => Failed,
    };
}
