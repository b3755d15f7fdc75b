using System.Security.Cryptography;

namespace Furrow.Migrations;

/// <summary>Chance from the operating system, where nobody injects another.</summary>
public static class SystemChance
{
    private const int Steps = 1 << 20;

    /// <summary>A number from 0 up to 1.</summary>
    public static double Next() => RandomNumberGenerator.GetInt32(Steps) / (double)Steps;
}
