using FsCheck;
using FsCheck.Fluent;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Migrations.Formats;

namespace Furrow.Tests.Migrations.Formats;

/// <summary>Whatever lies in a folder: it is read, or refused as one error; and lines stay where they are.</summary>
public sealed class ReaderProperties
{
    private static readonly Gen<string> Line = Gen.OneOf(
        Gen.Elements(
            "-- migrate:up", "-- migrate:down", "-- migrate:up transaction:false", " -- migrate:down", "--migrate:up x",
            "-- +goose Up", "-- +goose Down", "-- +goose StatementBegin", "-- +goose StatementEnd", "-- +goose",
            "-- +goose NO TRANSACTION", "-- +goose ENVSUB ON", " -- +goose Up", "--bun:split", "-- furrow: transaction",
            "-- furrow: no-transaction", "", "-- note", "SELECT 1;", "SELECT '", "$$", "${x}", ":'y'", "{{", "a[b:c]",
            "COPY a FROM STDIN;", "\\.", "provider = \"x\"", "run_in_transaction = false", "executeInTransaction="),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    private static readonly Gen<string> File = Gen.Elements(
        "1_a.up.sql", "1_a.down.sql", "2_b.tx.up.sql", "3_c.sql", "4_d.pg.sql", "5_e/up.sql", "5_e/down.sql",
        "5_e/metadata.toml", "6_f/migration.sql", "migration_lock.toml", "V1__a.sql", "U1__a.sql", "R__r.sql",
        "V1__a.sql.conf", "B1__b.sql", "x.sql", "x.go", "7", "nested/1_a.up.sql", "8_ü ;--'.up.sql");

    private static Gen<string> Text =>
        from count in Gen.Choose(0, 12)
        from lines in Gen.ArrayOf(Line, count)
        from end in Gen.Elements("\n", "\r\n")
        select string.Join(end, lines);

    [Fact]
    public void A_part_of_a_file_keeps_its_lines()
    {
        Prop.ForAll(Text.ToArbitrary(), text =>
        {
            string[] lines = text.Split('\n');
            foreach (AnnotatedFile file in new[] { DbmateFile.Parse(text), GooseFile.Parse(text) })
            {
                Assert.All(file.Problems, problem => Assert.InRange(problem.Line, 1, lines.Length));
                foreach (string part in new[] { file.Up, file.Down ?? file.Up })
                {
                    string[] kept = part.Split('\n');
                    Assert.Equal(lines.Length, kept.Length);
                    Assert.All(kept.Index(), line =>
                        Assert.True(line.Item is "" or ";" || line.Item == lines[line.Index]));
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void What_goes_up_and_what_goes_down_share_no_statement()
    {
        Prop.ForAll(Text.ToArbitrary(), text =>
        {
            foreach (AnnotatedFile file in new[] { DbmateFile.Parse(text), GooseFile.Parse(text) })
            {
                string[] down = (file.Down ?? "").Split('\n');
                Assert.All(file.Up.Split('\n').Zip(down).Where(_ => file.Problems.IsEmpty), lines => Assert.True(
                    lines.First.Length == 0 || lines.Second.Length == 0
                        || lines.First.TrimStart().StartsWith("--", StringComparison.Ordinal)
                        || string.IsNullOrWhiteSpace(lines.First)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Split_markers_are_replaced_line_by_line()
    {
        Prop.ForAll(Text.ToArbitrary(), text =>
            SplitMarkers.Apply(text).Split('\n').Length == text.Split('\n').Length).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_folder_is_read_or_refused()
    {
        Gen<(string Name, string Text)[]> folder =
            from count in Gen.Choose(1, 4)
            from files in Gen.ArrayOf(from name in File from text in Text select (name, text), count)
            select files;
        Gen<MigrationFormat> format = Gen.Elements(Enum.GetValues<MigrationFormat>());
        Prop.ForAll(folder.ToArbitrary(), format.ToArbitrary(), (files, wanted) =>
        {
            using MigrationScene scene = new();
            foreach ((string name, string text) in files)
            {
                // A lone surrogate cannot be written; what it becomes is as good as any text.
                scene.Write(name, text);
            }

            try
            {
                MigrationSet set = Wait(scene.ReadAsync(new MigrationsSettings { Format = wanted }));
                Assert.Equal(set.Versioned, set.Versioned.OrderBy(migration => migration.Version));
                Assert.Equal(set.Versioned.Length, set.Versioned.DistinctBy(migration => migration.Version).Count());
                foreach (MigrationScript script in set.Versioned.Select(file => file.Down).OfType<MigrationScript>())
                {
                    Wait(MigrationScene.TextOf(script));
                }
            }
            catch (FurrowException e)
            {
                Assert.Equal(ErrorCode.ConfigInvalid, e.Code);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
