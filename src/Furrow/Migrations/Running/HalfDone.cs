using Furrow.Errors;
using Furrow.State;

namespace Furrow.Migrations.Running;

/// <summary>What is said where a half-done migration cannot be taken up again without a person's look.</summary>
internal static class HalfDone
{
    /// <summary>The error that stops it.</summary>
    /// <param name="task">The migration.</param>
    /// <param name="statement">The statement that it is about, from 1.</param>
    /// <param name="why">Why nobody can tell, as the end of a sentence.</param>
    public static FurrowException Ambiguous(MigrationTask task, int statement, string why)
    {
        bool isUp = task.Direction == MigrationWay.Up;
        int count = task.Script.Steps.Length;
        bool isThere = statement >= 1 && statement <= count;
        return new FurrowException(
            ErrorCode.MigrationAmbiguous,
            $"Migration {task.Title} stopped half-way at statement {statement} of {count}: {why}.")
        {
            File = task.Script.File,
            Line = isThere ? task.Script.Steps[statement - 1].Line : null,
            Hint = "Look at the database, then say where to go on: "
                + $"`{Repair(task, $"--resume-at {Math.Max(1, statement)}")}` runs that statement again, "
                + (statement < count ? $"`{Repair(task, $"--resume-at {statement + 1}")}` the one after it, " : "")
                + $"`{Repair(task, "--mark-done")}` records the migration as {(isUp ? "applied" : "taken back")}.",
        };
    }

    /// <summary>
    /// The failure of a statement, with what is done before it and stays; the same one where nothing is.
    /// </summary>
    /// <param name="failure">The failure.</param>
    /// <param name="task">The migration.</param>
    /// <param name="statement">The statement that failed, from 1.</param>
    public static FurrowException Continuing(FurrowException failure, MigrationTask task, int statement)
    {
        if (failure.Code != ErrorCode.MigrationFailed || statement < 2)
        {
            return failure;
        }

        string done = statement == 2 ? "Statement 1 is" : $"Statements 1 to {statement - 1} are";
        string command = task.Direction == MigrationWay.Up ? "furrow migrate" : "furrow rollback";
        string hint = $"{done} done and stay{(statement == 2 ? "s" : "")}: {task.Title} is not one transaction. "
            + $"Put right what stopped it, then `{command}` goes on with statement {statement}.";
        return new FurrowException(failure.Code, failure.Message, failure.InnerException)
        {
            Detail = failure.Detail,
            Hint = failure.Hint is null ? hint : $"{failure.Hint}\n{hint}",
            File = failure.File,
            Line = failure.Line,
            Column = failure.Column,
            SqlState = failure.SqlState,
        };
    }

    private static string Repair(MigrationTask task, string how) =>
        $"furrow repair {(task.IsRepeatable ? task.Key : task.Version)} {how}";

    /// <summary>Whether the part of a script that a half-done migration has behind it was edited since.</summary>
    public static FurrowException? FindEdit(MigrationTask task)
    {
        if (task.Progress is not { } progress)
        {
            return null;
        }

        bool isSame = progress.FixedCount <= task.Script.Steps.Length
            && string.Equals(
                task.Script.ChecksumOf(progress.FixedCount), progress.Checksum, StringComparison.Ordinal);
        return isSame
            ? null
            : Ambiguous(task, progress.Statement, "its file was edited since, at or before that statement");
    }
}
