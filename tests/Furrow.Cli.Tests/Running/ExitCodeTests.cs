using System.Reflection;
using Furrow.Cli.Commands;
using Furrow.Errors;

namespace Furrow.Cli.Tests.Running;

public sealed class ExitCodeTests
{
    private static readonly Dictionary<string, int> Expected = new()
    {
        [ErrorCode.Usage] = 2,
        [ErrorCode.ConfigInvalid] = 1,
        [ErrorCode.DatabaseUnreachable] = 1,
        [ErrorCode.DatabaseAuthentication] = 1,
        [ErrorCode.DatabaseMissing] = 1,
        [ErrorCode.DatabasePermission] = 1,
        [ErrorCode.MigrationFailed] = 1,
        [ErrorCode.MigrationDrift] = 4,
        [ErrorCode.MigrationAmbiguous] = 1,
        [ErrorCode.SeedFailed] = 1,
        [ErrorCode.SeedInvalid] = 1,
        [ErrorCode.SeedDrift] = 4,
        [ErrorCode.SeedSecret] = 1,
        [ErrorCode.ScenarioInvalid] = 1,
        [ErrorCode.GenerateCapacity] = 1,
        [ErrorCode.GenerateConflict] = 1,
        [ErrorCode.Locked] = 5,
        [ErrorCode.Refused] = 6,
        [ErrorCode.SnapshotCorrupt] = 4,
        [ErrorCode.SnapshotMismatch] = 4,
        [ErrorCode.SnapshotMissing] = 1,
        [ErrorCode.SnapshotFailed] = 1,
        [ErrorCode.ExportFailed] = 1,
        [ErrorCode.ImportFailed] = 1,
        [ErrorCode.HookFailed] = 1,
        [ErrorCode.Interrupted] = 130,
        [ErrorCode.Internal] = 1,
    };

    [Fact]
    public void Every_error_code_has_its_exit_code()
    {
        string[] codes =
        [
            .. typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => (string)field.GetRawConstantValue()!),
        ];
        Assert.Equal(codes.Order(), Expected.Keys.Order());
        Assert.All(codes, code => Assert.Equal(Expected[code], ExitCode.Of(code)));
    }

    [Fact]
    public void Status_says_4_before_3()
    {
        Assert.Equal(0, StatusCommand.ExitCodeOf(Samples.StatusClean));
        Assert.Equal(3, StatusCommand.ExitCodeOf(Samples.StatusPending));
        Assert.Equal(4, StatusCommand.ExitCodeOf(Samples.StatusTroubled));
        Assert.Equal(4, StatusCommand.ExitCodeOf(Samples.StatusClean with
        {
            Seeds = Samples.StatusClean.Seeds with { Orphaned = ["base/gone"] },
        }));
    }
}
