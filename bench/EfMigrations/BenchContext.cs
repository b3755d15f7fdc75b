using Microsoft.EntityFrameworkCore;

namespace EfMigrations;

/// <summary>A context without entities: the migrations say everything themselves.</summary>
internal sealed class BenchContext(DbContextOptions<BenchContext> options) : DbContext(options);
