using BogusUsers;
using Microsoft.EntityFrameworkCore;

namespace BogusEf;

/// <summary>The table as Entity Framework Core sees it.</summary>
internal sealed class UserContext(DbContextOptions<UserContext> options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<User>(user =>
        {
            user.ToTable("users");
            user.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
            user.Property(row => row.Token).HasColumnName("token");
            user.Property(row => row.Email).HasColumnName("email");
            user.Property(row => row.FirstName).HasColumnName("first_name");
            user.Property(row => row.LastName).HasColumnName("last_name");
            user.Property(row => row.CreatedAt).HasColumnName("created_at");
            user.Property(row => row.Status).HasColumnName("status");
            user.Property(row => row.Credit).HasColumnName("credit").HasColumnType("numeric(12,2)");
            user.Property(row => row.Note).HasColumnName("note");
            user.Property(row => row.Settings).HasColumnName("settings").HasColumnType("jsonb");
        });
}
