// Applies the pending ones of two hundred migrations to the database that the first argument names.
using EfMigrations;
using Microsoft.EntityFrameworkCore;

DbContextOptions<BenchContext> options = new DbContextOptionsBuilder<BenchContext>().UseNpgsql(args[0]).Options;
await using BenchContext context = new(options);
await context.Database.MigrateAsync();
return 0;
