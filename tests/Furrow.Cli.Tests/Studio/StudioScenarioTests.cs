using System.Text.Json;
using System.Text.RegularExpressions;
using Furrow.Cli.Tests.Running;

namespace Furrow.Cli.Tests.Studio;

/// <summary>The studio's scenario written in another way, and written wrongly.</summary>
public sealed partial class StudioScenarioTests
{
    private const string Except = "except: { bookings: { user_id: id } }";

    [Fact]
    public async Task The_order_of_tables_in_the_file_changes_no_value()
    {
        string[] found = new string[2];
        for (int turn = 0; turn < found.Length; turn++)
        {
            await using SampleProject project = await SampleProject.MigrateAsync("pilates", "sqlite");
            if (turn == 1)
            {
                await RewriteAsync(project, text =>
                {
                    string[] halves = text.Split("\ntables:\n");
                    return $"{halves[0]}\ntables:\n{string.Concat(Table.Split(halves[1]).Reverse())}";
                });
            }

            await project.RunAsync("generate", "medium", "--as-of", StudioRules.AsOf);
            found[turn] = await project.QueryAsync(
                """
                SELECT * FROM users ORDER BY id; SELECT * FROM user_packages ORDER BY id;
                SELECT * FROM class_instances ORDER BY id; SELECT * FROM bookings ORDER BY id;
                SELECT * FROM waitlist_entries ORDER BY id; SELECT * FROM class_invitations ORDER BY id;
                SELECT * FROM payments ORDER BY id; SELECT * FROM refunds ORDER BY id
                """);
        }

        Assert.Equal(found[0], found[1]);
    }

    [Theory]
    [InlineData("except: bookings", "except must be a table, and a name of it with one of the table assigned from")]
    [InlineData("except: { booking: { user_id: id } }", "there is no table 'booking'")]
    [InlineData(
        "except: { payments: { user_id: id } }", "the rows of payments do not come with those of class_instances")]
    [InlineData("except: { bookings: { user: id } }", "bookings has no whole number or reference 'user'")]
    [InlineData("except: { bookings: { user_id: email } }", "users has no whole number or reference 'email'")]
    public async Task What_is_to_be_left_out_is_named_by_a_table_of_the_same_parent(string written, string message)
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", "sqlite");
        await RewriteAsync(project, text => text.Replace(Except, written, StringComparison.Ordinal));
        CliResult failed = await project.TryAsync("generate", "medium");
        Assert.Equal(ExitCode.Failed, failed.ExitCode);
        Assert.Contains(message, failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_it_some_wait_who_have_a_place()
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", "sqlite");
        await RewriteAsync(project, text => text.Replace(Except, "", StringComparison.Ordinal));
        await project.RunAsync("generate", "booking_stress", "--as-of", StudioRules.AsOf);
        Assert.NotEqual("0\n", await project.QueryAsync(
            """
            SELECT count(*) FROM waitlist_entries w JOIN bookings b
                ON b.class_instance_id = w.class_instance_id AND b.user_id = w.user_id
            """));
    }

    [Fact]
    public async Task P8_four_times_as_many_of_everybody_take_four_times_the_memory_to_plan()
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", "sqlite");
        long few = await PlanBytesAsync(project, "400", "40");
        long many = await PlanBytesAsync(project, "1600", "160");
        Assert.InRange((double)many / few, 2, 6);
    }

    private static async Task<long> PlanBytesAsync(SampleProject project, string students, string templates)
    {
        JsonElement plan = await project.RunAsync(
            "generate", "--students", students, "--templates", templates, "--dry-run");
        return plan.GetProperty("planBytes").GetInt64();
    }

    private static async Task RewriteAsync(SampleProject project, Func<string, string> change)
    {
        string path = Path.Combine(project.Folder, "scenarios/studio.yaml");
        string text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        string changed = change(text);
        Assert.NotEqual(text, changed);
        await File.WriteAllTextAsync(path, changed, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"(?m)(?=^  [a-z_]+:$)")]
    private static partial Regex Table { get; }
}
