// Fills users: the driver's keywords in the first argument, how many rows in the second. In one transaction, a thousand
// rows to each SaveChanges, after which the context forgets them.
using System.Globalization;
using BogusEf;
using BogusUsers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

const int RowsOfBatch = 1000;

DbContextOptions<UserContext> options = new DbContextOptionsBuilder<UserContext>().UseNpgsql(args[0]).Options;
await using UserContext context = new(options);
await using IDbContextTransaction transaction = await context.Database.BeginTransactionAsync();
int count = int.Parse(args[1], CultureInfo.InvariantCulture);
foreach (User[] batch in BogusUsers.Users.Generate(count).Chunk(RowsOfBatch))
{
    context.AddRange(batch);
    await context.SaveChangesAsync();
    context.ChangeTracker.Clear();
}

await transaction.CommitAsync();
return 0;
